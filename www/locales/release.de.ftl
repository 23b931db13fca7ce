# Im Fuß und auf dem gedruckten Bericht: welche Ausgabe diese Seite ist und wie man vergleicht.
release-short = Ausgabe { $digest }
release-whole = SHA-256 der Dateiliste dieser Ausgabe (release.json):
release-how = Jeder kann vergleichen: Der Befehl unten hält jede Datei unter dieser Adresse gegen die Liste, und ein eigener Bau aus Commit { $commit } ergibt dieselbe Prüfsumme.
release-doubt = Hier steht, was die Seite von sich sagt. Vergleichen Sie im Zweifel auf einem anderen Gerät, mit der Prüfsumme, die der Herausgeber nennt.
release-other = Unter dieser Adresse steht inzwischen eine andere Ausgabe als auf diesem Bildschirm. Laden Sie die Seite neu.
release-list = Dateiliste
release-licences = Lizenzen
