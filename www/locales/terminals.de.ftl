# The view terminals: loaded with it.

terminals-none = Noch kein Terminal. Geben Sie die Terminalnummer ein, wie sie auf Belegen steht.
terminals-unknown = Dieses Terminal steht nicht in der Liste; vielleicht wurde es gelöscht.
terminals-memory = Dieser Browser speichert nichts, oder sein Platz ist belegt: Was Sie hier eintragen, ist beim Schließen der Seite verloren.
terminals-lock = Alles hier bleibt auf diesem Gerät.
terminals-masked = Das kann eine Kartennummer sein: Sie wird nicht ganz gespeichert, nur die ersten sechs und letzten vier Ziffern. Die Terminalnummer steht auf dem Beleg hinter „Terminal-ID“, meist acht Ziffern.
terminals-number = Terminalnummer (Terminal-ID oder Kassen-ID)
terminals-add = Terminal hinzufügen
terminals-offer = Das vom eben geprüften Beleg hinzufügen:
terminals-open = Öffnen
terminals-back = Alle Terminals
terminals-remember = Ergebnisse meiner Terminals merken
terminals-remember-detail = Aus, bis Sie es einschalten. Dann hält dieses Gerät fest, wenn ein Beleg eines hier genannten Terminals geprüft wird: Urteil, Ursachen, Zeit der Prüfung, Abweichung der Uhr, Name und letzter Tag des Zertifikats, das dafür bürgte. Keine Beträge, keine Kartendaten, nicht den Beleg. Jederzeit abzuschalten und zu löschen.
terminals-forget = Ergebnisse dieses Terminals löschen
terminals-forget-all = Alle Ergebnisse löschen
terminals-forgotten = Die Ergebnisse sind gelöscht.
terminals-remove = Dieses Terminal löschen
terminals-remove-all = Alle Terminals löschen
terminals-removed = { $count ->
    [one] Ein Terminal ist gelöscht.
   *[other] { $count } Terminals sind gelöscht.
 }
terminals-really = Kontrollen und Ergebnisse werden mit gelöscht; das lässt sich nicht zurücknehmen.
terminals-delete = Löschen
terminals-keep = Behalten
terminals-about = Angaben zum Terminal
terminals-name = Name (freiwillig)
terminals-vendor = Hersteller
terminals-acquirer = Zahlungsdienstleister
terminals-phone = Nummer für den Störungsfall
terminals-call = Anrufen
terminals-software = Softwareversion
terminals-maintenance = Nächste Wartung
terminals-certificates = Zertifikate
terminals-certificates-none = Kein Zertifikat nennt dieses Terminal. Dateien werden hier eingelesen:
terminals-expires = Gültig bis { $date }
terminals-expired = Abgelaufen am { $date }
terminals-from-slip = auf einem Beleg gesehen, für den es bürgte
terminals-from-file = eingelesen
terminals-row-certificate = Zertifikat bis { $date }
terminals-seen = Ergebnisse von Prüfungen
terminals-seen-none = Noch keine Ergebnisse: Prüfen Sie einen Beleg dieses Terminals, dann steht es hier.
terminals-seen-off = Ergebnisse werden nicht gemerkt: Der Schalter steht in der Liste der Terminals.
terminals-plot = { $count ->
    [one] Eine Prüfung
   *[other] { $count } Prüfungen
 } in den letzten { $weeks } Wochen, davon { $bad } nicht passend.
terminals-table = Zahlen nach Wochen
terminals-week = Montag
terminals-group-good = Passt
terminals-group-open = Unsigniert oder unlesbar
terminals-group-certificate = Zertifikat
terminals-group-bad = Passt nicht
terminals-count = Prüfungen
terminals-faults = Drucker und Kamera
terminals-faults-none = Keine Störung gesehen
terminals-times = { $count ->
    [one] einmal
   *[other] { $count }-mal
 }, zuletzt { $last }
terminals-clock = Uhr
terminals-clock-none = Keine Abweichung gesehen
terminals-clock-hours = { $count ->
    [one] eine Stunde
   *[other] { $count } Stunden
 } Abweichung ({ $date })
terminals-clock-seconds = { $count ->
    [one] eine Sekunde
   *[other] { $count } Sekunden
 } Abweichung ({ $date })
terminals-causes = Ursachen
terminals-last = Letzte Urteile
terminals-due = Bald fällig
terminals-due-certificate = Terminal { $number }: Das Zertifikat „{ $name }“ { $past ->
    [yes] ist am { $date } abgelaufen. Lassen Sie es vom Zahlungsdienstleister erneuern.
   *[no] läuft am { $date } ab (Tage bis dahin: { $days }). Lassen Sie es rechtzeitig erneuern.
 }
terminals-due-maintenance = Terminal { $number }: { $past ->
    [yes] Die Wartung war am { $date } fällig.
   *[no] Wartung am { $date } (Tage bis dahin: { $days }).
 }
terminals-calendar = Erinnerungen für den Kalender sichern (.ics)
terminals-calendar-certificate = Zertifikat „{ $name }“ von Terminal { $number } läuft am { $date } ab
terminals-calendar-maintenance = Wartung von Terminal { $number } am { $date }
terminals-calendar-text = Zahlungsdienstleister oder Hersteller anrufen und auf der Seite Terminals von Slipcheck eine Kontrolle machen.
terminals-checkup = Kontrolle in zehn Fragen
terminals-checkup-lead = Am Terminal, etwa fünf Minuten. Was sich gerade nicht prüfen lässt, kann warten.
terminals-checkup-keep = Diese Kontrolle speichern
terminals-checkup-kept = Die Kontrolle ist gespeichert.
terminals-checkup-past = Frühere Kontrollen
terminals-checkup-result = ja: { $yes }, nein: { $no }, nicht geprüft: { $open }
terminals-answer-yes = Ja
terminals-answer-no = Nein
terminals-answer-later = Offen
terminals-ask-sign-in = Hat die Anmeldung heute geklappt?
terminals-do-sign-in = Neu anmelden; misslingt es zweimal, keine Karten annehmen und die Schlüssel vom Zahlungsdienstleister neu senden lassen.
terminals-ask-network = Ist das Netz stabil (voller Empfang, Kabel fest)?
terminals-do-network = Anderen Platz oder anderes Netz versuchen, neu starten; Umsätze aus der Störung erst nachsehen, dann erneut abbuchen.
terminals-ask-paper = Reicht das Thermopapier, und liegt es gerade?
terminals-do-paper = Neue Rolle einlegen; verblasstes Papier macht Codes unlesbar.
terminals-ask-print-head = Ist der Druck klar, ohne weiße Streifen?
terminals-do-print-head = Druckkopf mit Alkohol reinigen; bleiben die Streifen, vom Hersteller tauschen lassen.
terminals-ask-clock = Geht die Uhr auf eine Minute genau?
terminals-do-clock = Neu anmelden, damit der Host die Uhr stellt; bleibt die Abweichung, Zeit und Zeitzone vom Hersteller berichtigen lassen und das festhalten.
terminals-ask-certificate = Gilt das Zertifikat noch sechzig Tage?
terminals-do-certificate = Jetzt vom Zahlungsdienstleister erneuern lassen; später signierte Belege bestehen die Prüfung nicht.
terminals-ask-software = Ist die Software die neueste des Herstellers?
terminals-do-software = Mit dem Hersteller einen Termin ausmachen und davor den Kassenschnitt machen; die neue Version oben eintragen.
terminals-ask-duplicates = Ist der aktuelle Stapel frei von doppelten Umsätzen?
terminals-do-duplicates = Referenz- und Belegnummern vergleichen; doppelt Gebuchtes stornieren und dem Kunden sagen.
terminals-ask-settlement = Wurde der letzte Geschäftstag abgeschlossen?
terminals-do-settlement = Jetzt den Kassenschnitt machen; misslingt er oder stimmt er nicht, Belege aufheben und den Zahlungsdienstleister anrufen.
terminals-ask-emergency = Hängt die Störungsnummer am Terminal, und steht sie hier?
terminals-do-emergency = Die Nummer aus dem Vertrag oder vom Aufkleber oben eintragen und neben das Terminal hängen.
terminals-emergency-empty = Oben steht noch keine Nummer: Bis sie da steht, zählt das als Nein.

# A photo of the screen.
terminals-photo = Foto der Anzeige
terminals-photo-about = Oder fotografieren Sie, was das Terminal anzeigt: Codes auf dem Foto werden hier angeboten. Das Foto bleibt auf diesem Gerät und wird nicht aufbewahrt.
terminals-photo-cancel = Abbrechen
terminals-photo-asks = Zum Lesen werden einmal { $size } MB geladen.
terminals-photo-ready = Dieses Gerät liest den gedruckten Text.
terminals-photo-read = Foto lesen
terminals-photo-load = Was Gedrucktes liest, wird geholt: { $done } von { $all } MB
terminals-photo-print = Zeile { $done } von { $all } wird gelesen
terminals-photo-failed = Das Foto ließ sich nicht lesen. Geben Sie den Code ein.
terminals-photo-none = Auf dem Foto wurde kein bekannter Code gefunden. Gehen Sie näher heran und fotografieren Sie gerade, oder geben Sie den Code ein.
terminals-photo-found = { $count ->
    [one] Ein Code wurde gefunden. Vergleichen Sie ihn mit der Anzeige.
   *[other] { $count } Codes wurden gefunden. Drücken Sie den, den die Anzeige als Antwort zeigt.
  }
terminals-photo-unbuilt = Diese Seite wurde ohne das gebaut, was Gedrucktes liest. Geben Sie den Code ein.
