# Issuers by name, on the certificates page: loaded with the catalogue.

groups-title = Gruppen von Ausstellern
groups-lead = Wer eine Gruppe einschaltet, vertraut auf diesem Gerät allen ihren Mitgliedern, nur für ihre Formate. Anfangs sind alle aus. Verzeichnis vom { $catalogue }.
groups-on = ein
groups-formats = Nur für: { $formats }
groups-since = Von Ihnen am { $date } eingeschaltet, mit dem Verzeichnis vom { $catalogue }.
groups-caution-cn-national = Das belegt, wer gesiegelt hat, nicht dass er Rechnungen ausstellen darf: Achten Sie darauf, wer es ist.
groups-members = Mitglieder
groups-candidates = In zu wenigen Quellen gesehen: nicht in der Gruppe
groups-missing = Von dieser Gruppe nicht abgedeckt
groups-why = Sehen Sie sich zuerst Namen und Fingerabdrücke an. Danach gilt als bestätigt, wofür diese bürgen; die Gruppe lässt sich jederzeit ausschalten.
groups-press = { $count ->
    [one] Diesem Zertifikat vertrauen: Gruppe einschalten
   *[other] Diesen { $count } Zertifikaten vertrauen: Gruppe einschalten
    }
groups-off = Gruppe ausschalten
groups-on-done = { $name }: eingeschaltet.
groups-off-done = { $name }: ausgeschaltet.
groups-old = Diese Gruppe beruht auf einer alten Liste: Sie dient zum Erkennen und lässt sich nicht einschalten.
groups-empty = Noch ist keines ihrer Zertifikate gesichert, daher lässt sie sich nicht einschalten.
groups-unavailable = Ihre Zertifikate ließen sich nicht laden, daher lässt sie sich nicht einschalten. Öffnen Sie die Seite mit Verbindung noch einmal.
groups-changed = Eine Zertifikatsdatei ist nicht die des Verzeichnisses, daher wird die Gruppe nicht verwendet. Sagen Sie es dem Betreiber dieser Seite.
groups-host = Von { $host } am { $date } eingeschaltet; Sie haben es nicht gewählt.
groups-publisher = Herausgeber
groups-source = Quelle
groups-sources = Unabhängige öffentliche Quellen: { $count }; geprüft am { $catalogue }
groups-sources-few = Unabhängige öffentliche Quellen: nur { $count } (geprüft am { $catalogue }): Vergleichen Sie den Fingerabdruck mit der Seite des Herausgebers
groups-unseen = Dieses Zertifikat haben wir noch nicht gesehen.
search-title = Einen Aussteller suchen
search-label = Name, Organisation oder Fingerabdruck
search-known = Gefunden heißt nicht vertraut: Vertrauen entsteht nur durch Ihr eigenes Tun.
search-none = Das Verzeichnis kennt ihn nicht. Fragen Sie den Betreiber der Kasse oder des Terminals, und vergleichen Sie den Fingerabdruck auf anderem Weg.
search-more = Es gibt mehr: Geben Sie mehr vom Namen ein.
search-listed = Vertrauensliste von { $territory } vom { $issued }: alt, sagt nichts über heute
many-filter = Ihre { $count } Zertifikate filtern
many-none = Kein Zertifikat passt.
many-any = Für jedes Format
