# The view incidents: loaded with it.

# The record

incidents-opening = Vorgänge werden geöffnet
incidents-about = Vorgänge bleiben auf diesem Gerät. Diese Seite sendet nichts.
incidents-none = Noch keine Vorgänge. Drücken Sie neben einem Ergebnis „Vorfall festhalten“, oder beginnen Sie hier einen.
incidents-new = Neuer Vorgang ohne Beleg
incidents-back = Alle Vorgänge
incidents-replaced = Ein anderer Tab hat dasselbe Feld inzwischen geändert. Jetzt gilt, was Sie hier geschrieben haben; das andere steht im Verlauf.
incidents-retention-unsaved = Der Browser hat keinen Platz für diese Wahl: Sie gilt, bis Sie die Seite schließen.
incidents-gone = Dieser Vorgang ist nicht hier: Er wurde gelöscht oder war nie auf diesem Gerät.
incidents-number = Vorgangsnummer
incidents-opened = Angelegt
incidents-since = Angelegt am { $time }
incidents-until = Antwort fällig bis { $day }
incidents-overdue = Fällig seit { $day }: bitte nachfassen
incidents-due = { $count ->
    [one] { $count } Vorgang ist fällig: zuerst nachfassen.
   *[other] { $count } Vorgänge sind fällig: zuerst nachfassen.
    }
incidents-more = Mehr zeigen (noch { $count })
incidents-said = Was die Prüfung ergab
incidents-said-at = Geprüft am { $time }. Ein Vorgang ändert daran nichts.
incidents-no-slip = Kein Beleg: Terminal oder Kasse hat ein Problem gemeldet
incidents-differs = { $field }: gedruckt { $printed }, im Code oder signiert { $signed }
incidents-imported = Aus einer Datei, { $time }: Das Ergebnis darin wurde nicht auf diesem Gerät geprüft.
incidents-what = Hergang und Ursache
incidents-happened = Hergang
incidents-cause = Ursache
incidents-masked = Eine Kartennummer wurde verdeckt: Nur die ersten sechs und letzten vier Ziffern bleiben.
incidents-never = Schreiben Sie hier nie die volle Kartennummer, Ablaufdatum, Prüfziffer, PIN oder Ausweisnummer.
incidents-fields = Nummern und Einzelheiten
incidents-filled = { $count } von { $all } ausgefüllt

# Where it stands

incidents-state = Stand
incidents-next = Wie es weitergeht
incidents-awaited = Wer antworten soll
incidents-settle = Stand setzen: { $state }
incidents-cause-missing = Schreiben Sie vor dem Abschluss die Ursache auf.
incidents-timeline = Verlauf
incidents-told = Jemandem gesagt
incidents-done = Etwas getan
incidents-note-told = Wem, Vorgangsnummer, Antwort
incidents-note-done = Was wurde getan, von wem
incidents-note = In den Verlauf eintragen
incidents-event-opened = Vorgang angelegt
incidents-event-state = Stand: { $state }
incidents-event-told = Mitgeteilt: { $text }
incidents-event-done = Getan: { $text }
incidents-event-tick = Abgehakt: { $step }
incidents-event-untick = Haken entfernt: { $step }
incidents-event-choice = Wahl der Kundschaft: { $choice }
incidents-event-choice-back = Wahl zurückgenommen: { $choice }
incidents-past = (später geändert)
incidents-line = Art der Zeile
incidents-to = An wen
incidents-event-deadline = Antwort fällig: { $day }
incidents-event-photo = Foto beigefügt
incidents-event-photo-removed = Foto entfernt
incidents-event-replaced = { $field }, wie es in einem anderen Tab oder Gerät stand: { $text }
incidents-event-imported = Aus einer Datei übernommen

# Evidence

incidents-report = Der Bericht jener Prüfung
incidents-no-report = Kein Beleg, also kein Bericht.
incidents-certificate = Zertifikat
incidents-photo = Foto des Belegs
incidents-photo-keep = Auch das Foto dieses Belegs behalten
incidents-photo-add = Foto hinzufügen
incidents-photo-remove = Foto entfernen
incidents-photo-about = Ein Foto wird nur auf Ihren Wunsch behalten. Decken Sie die Kartennummer vorher ab.
incidents-photo-refused = Das ist kein Bild oder größer als 20 MB. Es wurde nicht behalten.

# Texts for others

incidents-send = Ein Text zum Versenden
incidents-send-about = Diese Seite sendet nichts. Kopieren Sie den Text und senden Sie ihn selbst; von der Karte nur die ersten sechs und letzten vier Ziffern.
incidents-to-acquirer = Acquirer
incidents-to-bank = Bank
incidents-to-authority = Behörde
incidents-message-acquirer = Betreff: Problem mit der Signatur eines Belegs, bitte prüfen ({ $number })
incidents-message-bank = Betreff: Anfrage zu einem Kartenumsatz ({ $number })
incidents-message-authority = Betreff: Meldung zu einem Beleg, der nicht stimmt ({ $number })
incidents-message-acquirer-ask = Bitte teilen Sie mit, ob dieser Umsatz gebucht ist, ob er doppelt gebucht ist, und wie es um Signatur und Zertifikat des Terminals steht.
incidents-message-bank-ask = Bitte teilen Sie mit, ob dieser Umsatz gebucht ist und ob er doppelt gebucht ist; falls zu viel abgebucht wurde, was zu tun ist.
incidents-message-authority-ask = Dies ist das Ergebnis einer Prüfung und kein Vorwurf. Bitte teilen Sie mit, wie damit verfahren wird.
incidents-message-by = Bitte antworten Sie bis { $day }.
incidents-message-foot = Geprüft mit Slipcheck auf dem eigenen Gerät: Es sagt, ob der Beleg zu seiner Signatur passt, nicht, ob Geld geflossen ist.

# Paper, calendar, deleting

incidents-print = Vorgang drucken
incidents-print-title = Vorgangsprotokoll
incidents-calendar = Frist in den Kalender (.ics)
incidents-calendar-all = Alle Fristen (.ics)
incidents-calendar-title = Nachfassen { $number }: { $state }
incidents-delete = Vorgang löschen
incidents-delete-sure = Löschen lässt sich nicht rückgängig machen. Auch das Foto geht verloren. Gespeicherte Dateien und was der Browser selbst noch hält, erreicht es nicht.
incidents-delete-not = Behalten
incidents-delete-now = Löschen
incidents-delete-failed = Der Browser hat nicht gelöscht; der Vorgang ist noch da. Öffnen Sie die Seite neu und versuchen Sie es noch einmal.
incidents-deleted = { $count ->
    [one] { $count } Vorgang gelöscht. Diese Seite kann ihn nicht zurückholen.
   *[other] { $count } Vorgänge gelöscht. Diese Seite kann sie nicht zurückholen.
    }
incidents-deleted-old = { $count ->
    [one] Wie gewählt wurde { $count } abgelaufener Vorgang gelöscht.
   *[other] Wie gewählt wurden { $count } abgelaufene Vorgänge gelöscht.
    }
incidents-old = { $count ->
    [one] { $count } abgeschlossener Vorgang ist über die gewählte Zeit hinaus.
   *[other] { $count } abgeschlossene Vorgänge sind über die gewählte Zeit hinaus.
    }
incidents-old-auto = Nach einem Tag wird beim nächsten Besuch von selbst gelöscht, außer die Uhr des Geräts ging falsch. Zum Behalten unten eine längere Zeit wählen.
incidents-delete-old = Diese löschen
incidents-retention = Wie lange Abgeschlossenes bleibt
incidents-retention-label = Nach dem Abschluss behalten
incidents-days = { $days ->
    [0] bis ich sie lösche
    [365] ein Jahr
    [3650] zehn Jahre
   *[other] { $days } Tage
    }
incidents-auto = Nach Ablauf von selbst löschen, einen Tag nach dem Angebot (sonst wird es nur angeboten)
incidents-retention-set = So festlegen
incidents-retention-done = { $days ->
    [0] Festgelegt: Abgeschlossenes bleibt, bis Sie es löschen.
    [365] Festgelegt: Abgeschlossenes bleibt ein Jahr.
    [3650] Festgelegt: Abgeschlossenes bleibt zehn Jahre.
   *[other] Festgelegt: Abgeschlossenes bleibt { $days } Tage.
    }
incidents-memory = Dieser Browser behält nichts: Mit dem Schließen der Seite sind die Vorgänge weg. Sichern Sie sie jetzt als verschlüsselte Datei.
incidents-full = Der Speicher ist voll oder verweigert: Die letzte Änderung steht nur auf dieser offenen Seite; alles früher Gesicherte ist noch da. Löschen Sie alte Vorgänge oder Fotos, oder sichern Sie in der Liste eine verschlüsselte Datei, und versuchen Sie es dann noch einmal.
incidents-retry = Noch einmal sichern

# The file

incidents-file = Sicherung und andere Geräte
incidents-file-about = Alle Vorgänge in einer verschlüsselten Datei. Ohne Kennwort öffnet sie niemand, und ein vergessenes Kennwort lässt sich nicht wiederherstellen.
incidents-export = Verschlüsselte Datei sichern
incidents-import = Verschlüsselte Datei übernehmen
incidents-password = Kennwort
incidents-password-again = Kennwort noch einmal
incidents-password-about = Mindestens { $count } Zeichen; am besten mehrere Wörter ohne Zusammenhang.
incidents-password-short = Das Kennwort ist zu kurz: mindestens { $count } Zeichen.
incidents-password-differs = Die beiden Kennwörter sind verschieden.
incidents-seal = { $count ->
    [one] { $count } Vorgang verschlüsseln und sichern
   *[other] { $count } Vorgänge verschlüsseln und sichern
    }
incidents-file-chosen = Datei: { $name }
incidents-unseal = Öffnen und zusammenführen
incidents-working = Einen Moment bitte
incidents-exported = { $count ->
    [one] { $count } Vorgang ist in der verschlüsselten Datei. Sehen Sie bei den Downloads nach.
   *[other] { $count } Vorgänge sind in der verschlüsselten Datei. Sehen Sie bei den Downloads nach.
    }
incidents-imported-done = Neu: { $added }. Mit dem Stand hier vereint: { $newer }. Ohne Neues in der Datei: { $kept }.
incidents-imported-both = { $count ->
    [one] Ein Text war auf beiden Geräten verschieden: Der spätere steht im Feld, der andere im Verlauf.
   *[other] { $count } Texte waren auf beiden Geräten verschieden: Die späteren stehen in den Feldern, die anderen im Verlauf.
    }
incidents-import-unsaved = Das Übernommene ist noch nicht auf dem Gerät gespeichert: Der Speicher ist voll oder verweigert. Die Datei ist unverändert; schaffen Sie Platz und sichern Sie noch einmal.
incidents-file-other = Das ist keine verschlüsselte Datei dieser Seite. Nichts wurde geändert.
incidents-file-too-new = Diese Datei stammt von einer neueren Version. Aktualisieren Sie zuerst diese Seite. Nichts wurde geändert.
incidents-file-too-much-work = Diese Datei verlangt viel zu viel Rechenarbeit und wurde nicht geöffnet. Nehmen Sie eine selbst gesicherte Datei. Nichts wurde geändert.
incidents-file-too-large = Diese Datei ist zu groß, um von dieser Seite zu stammen. Nichts wurde geändert.
incidents-file-truncated = Die Datei ist unvollständig: Ihr Ende fehlt. Kopieren Sie sie noch einmal ganz. Nichts wurde geändert.
incidents-file-damaged = Die Datei ist beschädigt, oder es stehen keine Vorgänge darin. Nehmen Sie eine andere Kopie. Nichts wurde geändert.
incidents-file-wrong-password = Das Kennwort stimmt nicht. Versuchen Sie es noch einmal; achten Sie auf Großschreibung und Tastatur. Nichts wurde geändert.

# The conversation at the till

incidents-till = An der Kasse
incidents-aloud-merchant = Worte für die Kundschaft
incidents-aloud-cardholder = Worte für das Personal
incidents-say-merchant-fits = Die Prüfung ist in Ordnung, der Beleg passt. Bitte bewahren Sie ihn auf.
incidents-say-merchant-half = Der Code ist echt. Schauen wir gemeinsam auf Betrag und Zeit und klären, ob die Zahlung durchging.
incidents-say-merchant-altered = Was auf dem Beleg steht, passt nicht zu seinem Code oder seiner Signatur. Daran muss niemand schuld sein. Bitte unterschreiben Sie noch nicht: Ich sehe nach, und Sie zahlen nicht doppelt.
incidents-say-merchant-unfit = Die Signatur auf dem Beleg passt nicht; das kann am Gerät oder am Scan liegen. Einen Moment: Ich sehe zuerst nach, ob abgebucht wurde. Sie zahlen nicht doppelt.
incidents-say-merchant-certificate = Der Beleg ist unverändert; das Zertifikat unseres Terminals hat einen Fehler. Mit Ihnen hat das nichts zu tun. Ich prüfe die Zahlung und gebe Ihnen einen richtigen Beleg.
incidents-say-merchant-unknown = Dieses Gerät kennt den Unterzeichner noch nicht; das heißt nicht, dass etwas falsch ist. Ich besorge das Zertifikat, und Sie können in die Nachricht Ihrer Bank sehen.
incidents-say-merchant-none = Dieser Beleg hat keine prüfbare Signatur, oder sie war nicht lesbar. Ich sehe die Zahlung über die Referenznummer nach, einen Moment bitte.
incidents-say-merchant-terminal = Das Terminal meldet ein Problem; was es ist, weiß ich noch nicht. Einen Moment: Ich sehe zuerst nach, ob abgebucht wurde. Sie zahlen nicht doppelt.
incidents-say-cardholder-fits = Die Prüfung ist in Ordnung, danke. Ich bewahre den Beleg auf.
incidents-say-cardholder-half = Der Code ist echt. Können wir zusammen auf Betrag und Zeit sehen und klären, ob die Zahlung erledigt ist?
incidents-say-cardholder-altered = Was auf dem Beleg steht, passt nicht zu seinem Code oder seiner Signatur; vielleicht liegt es am Gerät. Könnten Sie die Zahlung nachsehen? Bis dahin möchte ich nicht unterschreiben und nicht noch einmal zahlen.
incidents-say-cardholder-unfit = Die Signatur auf dem Beleg passt nicht; vielleicht liegt es nur am Gerät. Könnten Sie nachsehen, ob abgebucht wurde? Bis dahin möchte ich nicht noch einmal zahlen.
incidents-say-cardholder-certificate = Der Beleg ist unverändert, aber das Zertifikat des Terminals hat einen Fehler. Könnten Sie die Zahlung prüfen und mir einen richtigen Beleg geben?
incidents-say-cardholder-unknown = Mein Telefon kennt das Zertifikat hinter dieser Signatur noch nicht. Haben Sie die Zertifikatsdatei, oder wer ist Ihr Acquirer?
incidents-say-cardholder-none = Dieser Beleg hat keine Signatur, die ich prüfen kann, oder ich konnte sie nicht lesen. Könnten Sie die Zahlung über die Referenznummer nachsehen?
incidents-say-cardholder-terminal = Das Terminal meldet ein Problem. Könnten Sie zuerst nachsehen, ob abgebucht wurde? Bis dahin möchte ich nicht noch einmal zahlen.
incidents-choose-merchant = Was möchte die Kundschaft?
incidents-choose-cardholder = Was möchten Sie?
incidents-choice-sign-again = Neu signieren
incidents-choice-other-card = Andere Karte
incidents-choice-cash = Bar
incidents-choice-cancel = Abbrechen
incidents-unsure-merchant = Klären Sie zuerst, ob die erste Zahlung abgebucht ist; erst dann nehmen Sie eine zweite.
incidents-unsure-cardholder = Klären Sie zuerst, ob die erste Zahlung abgebucht ist; erst dann zahlen Sie noch einmal.
incidents-step-said = Die Worte oben gesagt.
incidents-step-check-new = Den neuen Beleg mit dieser Seite prüfen.
incidents-step-void-proof = Falls die erste Zahlung abgebucht ist: zuerst stornieren; die Kundschaft bekommt den Stornobeleg.
incidents-step-cash-receipt = Ein Beleg über die Barzahlung, mit Vermerk, dass die erste Zahlung nicht zählt.
incidents-left = { $count ->
    [0] Nichts vergessen: Alle Schritte sind abgehakt.
    [one] Noch ein Schritt.
   *[other] Noch { $count } Schritte.
    }

# Hints

incidents-hint-happened = Was geschah, wo, wer war dabei
incidents-hint-cause = Was sich als Grund herausstellte; nötig zum Abschließen
incidents-hint-money = ja, nein, doppelt, unbekannt; wie Sie es erfahren haben
incidents-hint-card = nur die ersten sechs und letzten vier Ziffern
incidents-hint-awaited = zum Beispiel Hotline des Acquirers, Vorgangsnummer
incidents-hint-outage = der Signatureinrichtung: von, bis, warum
incidents-hint-outcome = was daraus wurde und was das nächste Mal verhindert

# Fields and states of specs/next-steps.json

incidents-field-happened = Hergang
incidents-field-cause = Ursache
incidents-field-noticed-at = bemerkt am
incidents-field-reported-by = gemeldet von
incidents-field-shop = Geschäft und Ort
incidents-field-merchant-number = Händlernummer
incidents-field-terminal-number = Terminalnummer
incidents-field-transaction-time = Zeit des Umsatzes
incidents-field-transaction-type = Umsatzart
incidents-field-amount = Betrag und Währung
incidents-field-reference-number = Referenznummer
incidents-field-trace-and-batch = Beleg- und Stapelnummer
incidents-field-authorisation-code = Autorisierungscode
incidents-field-card = Karte (nur erste 6, letzte 4)
incidents-field-receipt-number = Beleg- oder Rechnungsnummer
incidents-field-host-code = Antwortcode und Anzeigetext
incidents-field-verdict = Prüfergebnis
incidents-field-causes = Ursachen und Sicherheit
incidents-field-money = Wurde abgebucht?
incidents-field-goods = Ware ausgegeben?
incidents-field-outage = Ausfall: von, bis, Grund
incidents-field-attachments = Anlagen
incidents-field-deadline = Antwort fällig am
incidents-field-outcome = Ergebnis und Vorbeugung
incidents-state-open = offen
incidents-state-waiting-shop = wartet auf das Geschäft
incidents-state-waiting-acquirer = wartet auf Acquirer oder Anbieter
incidents-state-waiting-bank = wartet auf die Bank
incidents-state-waiting-authority = wartet auf die Behörde
incidents-state-corrected = berichtigt
incidents-state-refunded = erstattet
incidents-state-no-fault = kein Fehler
incidents-state-unresolved = ungeklärt
incidents-state-closed = abgeschlossen

# Of a reconciliation.
incidents-compared = Drei Unterlagen: { $status }
incidents-compared-at = Verglichen am { $time } nach den damals gegebenen Belegen und Auszügen. Ein Vorgang ändert daran nichts.
incidents-message-compared-acquirer = Betreff: Unterlagen weichen bei einem Umsatz voneinander ab, bitte prüfen ({ $number })
incidents-message-compared-bank = Betreff: Anfrage zu einem Kartenumsatz ({ $number })
incidents-message-compared-authority = Betreff: Meldung über einen Umsatz, bei dem Unterlagen abweichen ({ $number })
incidents-message-compared-acquirer-ask = Bitte teilen Sie mit, wie dieser Umsatz bei Ihnen gebucht ist, woher der Unterschied kommt und wie er ausgeglichen wird.
incidents-message-compared-bank-ask = Bitte teilen Sie mit, ob dieser Umsatz gebucht ist, mit welchem Betrag und Tag, und ob er doppelt gebucht ist; falls zu viel abgebucht wurde, was zu tun ist.
incidents-message-compared-authority-ask = Dies vergleicht Unterlagen und wirft niemandem etwas vor. Bitte teilen Sie mit, wie damit verfahren wird.
incidents-message-compared-foot = Verglichen mit Slipcheck auf dem eigenen Gerät: Es sagt, was Unterlagen sagen, nicht, ob Geld geflossen ist.
incidents-compared-ambiguous = mehrdeutig
incidents-compared-duplicated = doppelt
incidents-compared-amount-differs = Betrag weicht ab
incidents-compared-missing-in-acquirer = fehlt in der Abrechnung
incidents-compared-missing-in-slip = Beleg fehlt
incidents-compared-missing-in-bank = fehlt auf dem Konto
incidents-compared-merchant-differs = Händlernummer weicht ab
incidents-compared-fee-unexplained = Entgelt ungeklärt
incidents-compared-date-differs = Datum weicht ab
incidents-compared-not-covered = nicht abgedeckt
incidents-compared-reversed = storniert
incidents-compared-agrees = stimmt überein
incidents-too-long = Ein Feld fasst { $count } Zeichen: Was darüber hinausgeht, wird nicht gespeichert. Es bleibt stehen, bis Sie gehen: kürzen, oder den Rest an anderer Stelle eintragen.
incidents-note-long = Eine Zeile des Verlaufs fasst { $count } Zeichen; diese hat { $length }. Sie steht noch im Feld und ist nicht eingetragen: kürzen, oder in Teilen eintragen.
incidents-search = Suchen: Nummer, Referenz, Geschäft, Ursache
incidents-found-none = Kein solcher Vorgang wurde gefunden.
incidents-say-merchant-host = Das Terminal zeigt einen Code. Einen Moment: Ich sehe zuerst nach, ob abgebucht wurde. Sie zahlen nicht doppelt.
incidents-say-cardholder-host = Das Terminal zeigt einen Code. Sehen Sie bitte zuerst nach, ob abgebucht wurde? Bis dahin möchte ich nicht noch einmal zahlen.

# Zu dem, was ein Terminal meldet, ohne Beleg; und zu drei Unterlagen, die übereinstimmen.
incidents-message-terminal-acquirer = Betreff: Ein Terminal meldet ein Problem, bitte prüfen ({ $number })
incidents-message-terminal-bank = Betreff: Anfrage zu einem Kartenumsatz ({ $number })
incidents-message-terminal-authority = Betreff: Meldung zu einem Terminal ({ $number })
incidents-message-terminal-acquirer-ask = Bitte teilen Sie mit, ob dieser Umsatz gebucht ist, ob er doppelt gebucht ist, und was die Meldung des Terminals bedeutet.
incidents-message-terminal-bank-ask = Bitte teilen Sie mit, ob dieser Umsatz gebucht ist und ob er doppelt gebucht ist; und was zu tun ist, falls zu viel abgebucht wurde.
incidents-message-terminal-authority-ask = Dies ist, was ein Terminal angezeigt hat, und kein Vorwurf. Bitte teilen Sie mit, wie damit verfahren wird.
incidents-message-terminal-foot = Aufgeschrieben mit Slipcheck auf dem eigenen Gerät. Ein Beleg wurde nicht geprüft.
incidents-message-agrees-acquirer = Betreff: Anfrage zu einem Umsatz ({ $number })
incidents-message-agrees-bank = Betreff: Anfrage zu einem Kartenumsatz ({ $number })
incidents-message-agrees-authority = Betreff: Zu einem Umsatz ({ $number })
incidents-message-agrees-acquirer-ask = Die Unterlagen, die uns vorliegen, stimmen zu diesem Umsatz überein. Bitte bestätigen Sie, wie Sie ihn gebucht haben.
incidents-message-agrees-bank-ask = Die Unterlagen, die mir vorliegen, stimmen zu diesem Umsatz überein. Bitte bestätigen Sie, dass er einmal und mit diesem Betrag gebucht ist.
incidents-message-agrees-authority-ask = Die Unterlagen zu diesem Umsatz stimmen überein. Bitte teilen Sie mit, wie mit dem Obigen verfahren wird.
