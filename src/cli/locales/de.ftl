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

# Beleg, Abrechnung und Konto.
cli-reconcile-nothing = Nichts zu vergleichen: Es wurde kein Umsatz gefunden.
cli-reconcile-more = und { $count } weitere
cli-reconcile-left-out = Ausgelassen
cli-reconcile-unrelated = { $leg }: { $count } Einträge haben damit nichts zu tun
cli-reconcile-difference = Differenz
cli-reconcile-interchangeable = Mehrere mit denselben Werten: Wie man sie auch verbindet, das Ergebnis ist gleich.
cli-reconcile-too-much-open = Zu viele Zahlungen sind offen, um alles zu probieren: Geben Sie kürzere Auszüge.
cli-reconcile-state-missing = nicht da
cli-reconcile-state-not-covered = nicht abgedeckt
cli-reconcile-state-ambiguous = mehrere passen
cli-reconcile-state-present = da
cli-reconcile-why-total = Summen
cli-reconcile-why-no-date = kein lesbarer Tag
cli-reconcile-why-no-amount = kein lesbarer Betrag
cli-reconcile-why-failed = fehlgeschlagen
cli-reconcile-why-pending = noch offen
cli-reconcile-why-preauth = Reservierung
cli-reconcile-why-none = keine Zahlung
cli-reconcile-why-adjustment-file = Korrekturen, aufgeführt und nicht zugeordnet
cli-reconcile-why-summary = eine Zusammenfassung
cli-reconcile-why-overlap = dieselbe Zeile steht in einem anderen Export
cli-reconcile-pdf-not-read = PDF wird hier nicht gelesen.
cli-reconcile-xls-not-read = Das alte Excel-Format wird hier nicht gelesen: Speichern Sie als XLSX oder CSV.
cli-reconcile-archive-encrypted = Das Archiv ist verschlüsselt.
cli-reconcile-archive-too-deep = Ein Archiv in Archiven: Entpacken Sie es zuerst.
cli-reconcile-nothing-found = Es wurde keine Tabelle mit Tag und Betrag gefunden.
cli-reconcile-damaged = Die Datei ist beschädigt.
cli-reconcile-too-large = Mehr als gelesen werden darf: Geben Sie sie in Teilen.
cli-reconcile-too-many-files = Mehr als 64 Dateien: Geben Sie die anderen gesondert.
cli-reconcile-too-many-rows = Mehr als zwei Millionen Zeilen: Der Rest wurde nicht gelesen.
cli-reconcile-precision-lost = Eine Tabellenkalkulation hat lange Nummern gerundet.

# Aussteller mit Namen.
cli-issuers-about = Aussteller, die mit Namen bekannt sind; Verzeichnis vom { $catalogue }. Keinem davon wird von selbst vertraut: --trust-group GRUPPE schaltet eine Gruppe ein, für einen Lauf.
cli-issuers-formats = für: { $formats }
cli-issuers-member = { $name }, bis { $until }
cli-issuers-candidate = nicht gesichert, kein Mitglied: { $name }
cli-issuers-missing = nicht abgedeckt: { $name } ({ $publisher })
cli-issuers-none = noch kein Mitglied: kann nicht eingeschaltet werden
cli-issuers-old = beruht auf einer vielleicht veralteten Liste: nur zum Erkennen, kann nicht eingeschaltet werden
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
cli-batch-sum-verified = Summe der bestätigten Belege: { $sum }
cli-batch-sum-other = Summe aller anderen: { $sum }
cli-batch-would-now-fit = { $count } schon geschriebene Belege würden jetzt zu dem Schlüssel passen, den spätere gemeinsam haben: Prüfen Sie noch einmal, um es zu sehen.
cli-batch-not-found = Diese Datei gibt es nicht
cli-batch-damaged = beschädigt oder nicht lesbar
cli-batch-too-deep = zu tief in Archiven oder Ordnern: bitte zuerst entpacken
cli-batch-key-material = Zertifikate, Schlüssel oder Sperrlisten, kein Beleg; nicht vertraut
cli-batch-cancelled = Unterbrochen: Dies ist, was bis dahin fertig war.
