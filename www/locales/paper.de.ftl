# Was auf einem Foto gedruckt steht, und die Live-Kamera. Wird mit dem ersten Bild geladen.

paper-title = Auch den gedruckten Text lesen
paper-title-running = Der gedruckte Text wird gelesen
paper-title-done = Gedruckter Text
paper-offer = Dann wird jedes gedruckte Feld mit dem signierten verglichen; ein Unterschied wird auf dem Foto markiert.
paper-offer-none = Kein Code gefunden. Der gedruckte Text lässt sich trotzdem lesen und prüfen.
paper-read = Gedruckten Text lesen
paper-again = Noch einmal lesen
paper-download = Ein Download von { $size } MB, einmalig.
    .detail = Bleibt auf diesem Gerät, auch ohne Netz nutzbar.
paper-kept = Was es dazu braucht, ist schon auf diesem Gerät.
paper-private = Das Foto bleibt hier.
paper-missing = Gedruckter Text kann hier nicht gelesen werden.
    .detail = Diese Kopie der Seite wurde ohne die Lesemodelle gebaut. Alles andere geht: Vergleichen Sie selbst mit dem Papier, oder tippen Sie ab, was gedruckt ist.
paper-step-download = Lesemodelle holen
paper-step-find = Text finden
paper-step-lines = Zeilen lesen
paper-step-check = Vergleichen
paper-once = Nur dieses eine Mal. Danach geht es ohne Netz.
paper-closer = Etwas wurde nicht gleich gefunden. Es wird genauer hingesehen.
paper-cancel = Abbrechen
paper-early = Bisher gelesen
    .detail = Vorläufig. Das Ergebnis folgt, sobald alles gelesen ist.
paper-early-differs = anders als signiert:
paper-started = Der gedruckte Text wird gelesen
paper-stopped = Angehalten. Das bisherige Ergebnis bleibt.
paper-done = { $count ->
    [one] Eine Zeile wurde gelesen.
   *[other] { $count } Zeilen wurden gelesen.
    }
paper-lines = { $count ->
    [one] Eine Zeile wurde auf diesem Gerät gelesen
   *[other] { $count } Zeilen wurden auf diesem Gerät gelesen
    }, in { $seconds } Sekunden.
paper-lines-none = Kein gedruckter Text gefunden. Nehmen Sie den ganzen Beleg bei gutem Licht auf.
paper-always = Bei jedem Foto den gedruckten Text lesen
paper-more = Was gelesen wurde
paper-engine = Gelesen mit PP-OCRv6 in verkleinerter Form.
paper-notice = Lizenz und Herkunft
paper-forget = Download entfernen ({ $size } MB)
paper-forgotten = Entfernt
paper-photo = Das Foto des Belegs
paper-crop = Das Papier bei: { $field }
paper-pin = signiert { $value }
paper-whole = Ganzes Foto
paper-not-found = Das wurde auf dem Foto nicht gefunden.
paper-correct = Was steht auf dem Papier? ({ $field })
paper-apply = Das gilt
paper-undo = Zurück zum Gelesenen
paper-by-hand = von Hand
paper-question = Was steht auf dem Papier? ({ $field })
paper-question-detail = Das Foto lässt sich hier verschieden lesen. Sehen Sie auf das Papier selbst; Ihre Antwort entscheidet.
paper-question-other = Etwas anderes
paper-now = Lassen Sie auch den gedruckten Text lesen, oder tippen Sie ihn ab.

quality-title = Was das Foto über Kamera und Drucker zeigt
quality-dark = Das Foto ist dunkel
    .value = Helligkeit { $value } %
quality-bright = Das Foto ist zu hell
    .value = Helligkeit { $value } %
quality-blurred = Das Foto ist etwas unscharf
    .value = Schärfe { $value } %
quality-glare = Licht spiegelt sich auf dem Code
    .value = auf { $value } % des Codes
quality-low-resolution = Der Code ist klein im Bild
    .value = { $value } Bildpunkte je Modul
quality-pale-print = Der Druck ist blass
    .value = Kontrast { $value } %
quality-missing-columns = Im Druck fehlen Linien
    .value = { $value ->
        [one] eine Linie
       *[other] { $value } Linien
    }
quality-damaged-code = Der Code ist beschädigt
    .value = { $value } % dessen, was er ausgleichen kann, sind aufgebraucht
quality-faint = Vieles ist schwer zu lesen
    .value = { $value } % der Zeilen
quality-note = Das sagt nichts darüber, ob der Beleg echt ist.

problem-paper-offline = Die Lesemodelle konnten nicht geladen werden.
    .now = Das bisherige Ergebnis bleibt. Verbinden Sie sich mit einem Netz und versuchen Sie es noch einmal.
problem-paper-gone = Die Lesemodelle liegen nicht mehr auf dem Server dieser Seite.
    .now = Laden Sie die Seite neu; vielleicht gibt es eine neuere Fassung.
problem-paper-damaged = Die Lesemodelle kamen zweimal beschädigt an.
    .now = Nichts davon wird verwendet. Versuchen Sie es in einem anderen Netz.
problem-paper-unsupported = Dieser Browser kann das Lesen nicht ausführen.
    .now = Eine neuere Fassung des Browsers kann es. Das bisherige Ergebnis bleibt.

note-read-by-machine = Der gedruckte Text wurde von diesem Gerät aus dem Foto gelesen, nicht eingetippt.
note-corrected-by-hand = { $field }: { $value }, von Hand angegeben. Gelesen worden war { $read }.
note-corrected-by-hand-new = { $field }: { $value }, von Hand angegeben. Dort war nichts gelesen worden.
evidence-name-contrast = Kontrast

live-title = Auf den Code richten
live-hint = Halten Sie den ganzen Code ins Bild. Er wird von selbst gelesen.
live-starting = Die Kamera wird geöffnet
live-torch = Licht
live-take = Dieses Bild nehmen
live-photo = Stattdessen fotografieren
live-close = Schließen
live-found = Code gefunden
live-denied = Die Kamera wurde nicht erlaubt.
    .now = Erlauben Sie sie in der Adresszeile des Browsers, oder fotografieren Sie stattdessen.
live-none = Keine Kamera gefunden.
    .now = Wählen Sie stattdessen ein Foto des Belegs.
live-busy = Die Kamera wird von einem anderen Programm benutzt oder startet nicht.
    .now = Schließen Sie das andere Programm und versuchen Sie es noch einmal, oder fotografieren Sie stattdessen.
