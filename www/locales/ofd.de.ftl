# Seiten einer OFD-Datei: wie sie gezeichnet werden und wie markiert wird, wofür kein Siegel steht.

ofd-drawing = Die Seiten werden gezeichnet …
ofd-not-drawn = Diese Datei wird nicht gezeichnet: Das Ergebnis oben sagt, warum.
ofd-failed = Die Seiten konnten nicht fertig gezeichnet werden. Das Ergebnis bleibt gültig; Sie können es noch einmal versuchen.
ofd-again = Noch einmal zeichnen
ofd-sheet = So sieht Seite { $number } der Datei aus
ofd-region = Seite { $number }, kann gescrollt werden
ofd-page = Seite { $number } von { $count }
ofd-document = Dokument { $number } in dieser Datei
ofd-previous = Vorige Seite
ofd-next = Nächste Seite
ofd-closer = Größer
ofd-farther = Kleiner
ofd-size = { $percent } %
ofd-text = Text dieser Seite
ofd-text-alone = Von dieser Seite gibt es nur den Text: Sie enthält zu viel oder lässt sich nicht zeichnen.
ofd-text-none = Auf dieser Seite steht kein lesbarer Text.
ofd-drawn = Auf diesem Gerät aus der Datei gezeichnet, mit dessen Schriften. Echt auszusehen heißt nicht, echt zu sein: Es zählt das Ergebnis oben.

ofd-unsealed = Kein Siegel dieser Datei hält: Für nichts auf diesen Seiten steht eine Signatur ein.
ofd-mark-differs-page = Roter Rahmen: Diese Seite wurde nach dem Siegeln geändert. Sie ist nicht, was gesiegelt wurde.
ofd-mark-differs-other = Rote Rahmen: Diese Teile wurden nach dem Siegeln geändert ({ $entry }).
ofd-mark-not-covered = Schraffiert: Diese Teile sind nicht gesiegelt, wie sie es sein müssten, und können hinzugefügt oder geändert worden sein ({ $entry }).
ofd-mark-elsewhere-differs = Nach dem Siegeln geändert und bestimmt, wie die Seiten aussehen: { $entry }.
ofd-mark-elsewhere-not-covered = Nicht gesiegelt, wie es sein müsste, und bestimmt, wie die Seiten aussehen: { $entry }.
ofd-field-differs = { $field }: Auf der Seite steht { $printed }, in den signierten Daten { $signed }.
ofd-field-differs-code = { $field }: Auf der Seite steht { $printed }, in den Daten der Datei { $signed }.

ofd-seals = Siegel dieser Datei
ofd-seal = Siegel: { $name }
ofd-seal-unnamed = Signatur ohne Siegel
ofd-seal-signer = Unterzeichner: { $signer }
ofd-seal-fits = Passt zur Datei. Ob dem Unterzeichner zu trauen ist, sagen die Prüfungen.
ofd-seal-fits-trusted = Passt zur Datei, und dem Unterzeichner wird vertraut.
ofd-seal-differs = Das Siegel selbst hält, aber was es deckt, wurde danach geändert.
ofd-seal-unknown = Nicht prüfbar: Der Schlüssel des Unterzeichners fehlt hier.
ofd-seal-misfit = Hält nicht: Wie auch immer es aussieht, es beweist nichts.
ofd-seal-stranger = Dieses Siegel deckt diese Seite nicht, so wie sie ist.
ofd-seal-self-made = Vom Unterzeichner selbst gemacht: Name und Bild sind nur seine eigene Angabe.
ofd-seal-check = Zur Prüfung der Signatur
ofd-seal-on-page = { $name }, zur Prüfung der Signatur

ofd-left = Nicht oder anders gezeichnet: { $list }.
ofd-left-picture = Bilder, die Browser nicht anzeigen (graue Rahmen; der QR-Code älterer Rechnungen ist so eines)
ofd-left-drawing = zusammengesetzte Zeichnungen (graue Rahmen)
ofd-left-font = Schriften aus der Datei (stattdessen die dieses Geräts)
ofd-left-clip = verwickelte Ausschnitte
ofd-left-colour = Muster und Verläufe (stattdessen grau)
ofd-left-direction = gedrehte Schrift
ofd-left-path = fehlerhaft geschriebene Linien
ofd-left-seal = das Bild eines Siegels
ofd-left-pages = Seiten nach der 20.
ofd-left-text = überlanger Text
ofd-left-file = die ganze Datei: Sie ist zu groß
