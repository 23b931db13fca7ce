# Was nur ein Terminal sagt; alles andere steht in den Texten der Seite.
cli-slip = Beleg { $number } von { $count }
cli-accepted = Anerkannt
cli-accepted-why = Von diesem Zertifikat führt ein Pfad zu einem, dem Sie vertrauen, und hält alle Regeln ein.
cli-not-accepted = Nicht anerkannt
cli-not-accepted-why = Von diesem Zertifikat führt kein Pfad, der alle Regeln einhält, zu einem, dem Sie vertrauen.
cli-path = Pfad
cli-copy-merchant = Händlerbeleg
cli-copy-cardholder = Kundenbeleg
cli-copy-bank = Bankbeleg
cli-reprint = als Nachdruck gekennzeichnet
cli-test = als Test gekennzeichnet
cli-device-failed = als ohne Sicherheitseinrichtung signiert gekennzeichnet
cli-as-printed = gedruckt als
cli-corrected = gelesen als
cli-uncertain = könnte auch sein
cli-nothing-read = In diesem Text wurde keine Angabe eines Belegs erkannt.
cli-issue-warning = Hinweis: Prüfer werden diesen Beleg nicht anerkennen: { $causes }.

# Hinweise und Belege, die in den Texten der Seite fehlen; wo sie sie hat, gelten ihre.
note-read-by-machine = Der gedruckte Text wurde maschinell vom Bild gelesen.
note-corrected-by-hand = Von Hand berichtigt: { $field }, jetzt { $value }.

# Aussteller mit Namen.
cli-issuers-about = Aussteller, die mit Namen bekannt sind; Verzeichnis vom { $catalogue }. Keinem davon wird von selbst vertraut: --trust-group GRUPPE schaltet eine Gruppe ein, für einen Lauf.
cli-issuers-formats = für: { $formats }
cli-issuers-member = { $name }, bis { $until }
cli-issuers-candidate = nicht gesichert, kein Mitglied: { $name }
cli-issuers-missing = nicht abgedeckt: { $name } ({ $publisher })
cli-issuers-none = noch kein Mitglied: kann nicht eingeschaltet werden
cli-issuers-group = Mitglied der Gruppe { $group }
cli-issuers-old = beruht auf einer vielleicht veralteten Liste: nur zum Erkennen, kann nicht eingeschaltet werden
cli-issuers-key = Ein öffentlicher Schlüssel ohne Zertifikat: Er nennt niemanden. Vergleichen Sie den SHA-256 mit dem, was der Inhaber veröffentlicht, bevor Sie ihm vertrauen.
cli-issuers-unknown = Das Verzeichnis kennt dieses Zertifikat nicht.

# Stapel.
note-several-codes = In diesem Satz steht mehr als ein Code: geben Sie je einen.
note-pdf-not-read = Ein Stapel liest den Text einer PDF-Datei nicht, und in dieser wurde keine Signatur gefunden: prüfen Sie sie einzeln, oder geben Sie ein Foto des Belegs oder seinen Code.
note-no-json = Diese Zeile ist kein JSON-Objekt oder enthält ein Element doppelt: Es wurde nichts daraus gelesen.
note-check-ended = Die Prüfung dieses Eintrags wurde beendet: { $reason ->
    [time] Sie dauerte zu lange
    [size] Er enthält zu viel
   *[fault] Das Programm hatte einen Fehler
}. Prüfen Sie ihn einzeln.
cli-batch-rows = Zeilen: { $count }
cli-batch-sum-verified = Summe der bestätigten Belege, jeder einmal, Erstattungen abgezogen: { $sum }
cli-batch-sum-half = Summe der echten Belege mit Vorbehalt (Druck nicht verglichen): { $sum }
cli-batch-sum-test = Summe der Tests, keine echten Verkäufe: { $sum }
cli-batch-sum-other = Summe aller anderen: { $sum }
cli-batch-would-now-fit = { $count } schon geschriebene Belege würden jetzt zu dem Schlüssel passen, den spätere gemeinsam haben: Prüfen Sie noch einmal, um es zu sehen.
cli-batch-not-found = Diese Datei gibt es nicht
cli-batch-damaged = beschädigt oder nicht lesbar
cli-batch-too-deep = zu tief in Archiven oder Ordnern: bitte zuerst entpacken
cli-batch-key-material = Zertifikate, Schlüssel oder Sperrlisten, kein Beleg; nicht vertraut
cli-batch-cancelled = Unterbrochen: Dies ist, was bis dahin fertig war.
