# Texte der Seite und der Befehlszeile. Regel der Bezeichner: siehe en.ftl.

### Seite

app-name = Slipcheck
app-name-other = 验单
app-title = Slipcheck 验单
nav-label = Hauptnavigation
nav-check = Prüfen
nav-certificates = Zertifikate
nav-kept = Belege
nav-tools = Laden
nav-batch = Viele prüfen
nav-reconcile = Drei Unterlagen
nav-audit = Kassenexport prüfen
nav-incidents = Vorfälle
nav-terminals = Terminals
nav-course = Zehn-Minuten-Kurs
nav-help = Hilfe
nav-language = Sprache
nav-theme = Darstellung
theme-auto = Automatisch
theme-light = Hell
theme-dark = Dunkel
skip-to-content = Zum Inhalt

start-title = Kartenbeleg oder Kassenbon prüfen
start-lead = In Sekunden: Passt die Signatur, und was ist jetzt zu tun?
role-legend = Wer sind Sie
role-cardholder = Ich habe gezahlt
role-merchant = Ich betreibe die Kasse

intake-label = Beleg
intake-camera = Beleg fotografieren
intake-file = Datei wählen
intake-clipboard = Zwischen­ablage
intake-text = Oder Text oder Signaturcode hier einfügen
intake-placeholder = Zum Beispiel: eyJhbGciOi… · V0;… · _R1-AT1_…
intake-drop = Loslassen zum Prüfen
intake-again = Nächsten Beleg prüfen
intake-result = Ergebnis: { $verdict }

promise-upload = Nichts wird hochgeladen.
    .detail = Fotos und Texte bleiben auf diesem Gerät.
promise-offline = Läuft ohne Netz.
    .detail = Einmal geöffnet, prüft die Seite auch offline.
trust-none = Wem Sie vertrauen, bestimmen Sie.
    .detail = Anfangs vertraut diese Seite niemandem: Auch ein einwandfreier Beleg zeigt „Aussteller unbekannt“, bis Sie das Zertifikat des Acquirers hinzufügen und ihm vertrauen.
    .action = Zertifikat hinzufügen
samples-title = Kein Beleg zur Hand? Beispiele ansehen
samples-note = Die Beispiele sind mit einem Vorführzertifikat signiert. Was es bestätigt, zählt nicht.
samples-more = Alle { $count } Beispiele zeigen
samples-missing = Die Beispiele ließen sich nicht laden. Einmal verbinden und die Seite neu öffnen.
foot-formats = Prüft: signierte Belege, deutsche TSE- und österreichische RKSV-Belege, ZATCA-Codes, OFD- und PDF-Dateien, Nachrichten von UnionPay, WeChat Pay und Alipay. Erklärt: UnionPay-Belege
foot-source = Version { $version } · { $build }

help-digest = Das Terminal meldet „Signature digest error“?
    .detail = Zuerst diese Schritte. Nicht gleich noch einmal zahlen
help-digest-more = Antwortcode nachschlagen
help-title = Hilfe an der Kasse
help-lead = Was zu tun ist, wenn Terminal oder Kasse ein Problem mit der Signatur melden.
help-steps = Zuerst, an der Kasse
help-codes = Code auf dem Bildschirm des Terminals
help-codes-lead = Zwei Zeichen in der Meldung, etwa A0 oder 97, oder der Text auf dem Bildschirm. Die Liste Ihres Acquirers geht vor.
help-codes-label = Antwortcode oder Text auf dem Bildschirm
help-codes-hint = Zum Beispiel A0
help-codes-none = { $code } steht nicht in dieser Liste. Fragen Sie Ihren Acquirer und fragen Sie den Umsatz ab, bevor Sie ihn wiederholen.
help-codes-words-none = Kein Code dieser Liste hat diese Worte. Tippen Sie die zwei Zeichen daneben ein, falls welche da stehen; fragen Sie den Umsatz ab, bevor Sie ihn wiederholen.
help-codes-offered = Das kann einer von diesen sein. Vergleichen Sie die zwei Zeichen auf dem Bildschirm.
help-codes-signature = Das betrifft die Signatur des Belegs und ist keine Antwort der Bank. Zuerst:
help-codes-cardholder = Für Sie als Zahlende: Die Zahlung kann durchgegangen sein oder nicht. Sehen Sie ins Konto, bevor Sie erneut zahlen.
help-codes-mac = Ein MAC schützt die Nachrichten zwischen Terminal und Bank. Er ist nicht die Signatur des Belegs: Der Beleg kann einwandfrei sein, obwohl das Terminal einen MAC-Fehler meldet.
help-codes-all = Alle Codes
help-about = Was diese Seite kann und was nicht
help-about-1 = Sie rechnet die Signatur auf diesem Gerät nach und sagt, ob der Beleg nach dem Signieren verändert wurde und wer signiert hat.
help-about-2 = Sie sieht nicht, ob Geld geflossen ist, und kann die erste Kopie nicht von der zweiten unterscheiden. Bank und Acquirer können das.
help-about-3 = Sie vertraut niemandem, bis Sie ein Zertifikat hinzufügen, seinen Fingerabdruck vergleichen und „vertrauen“ drücken. Holen Sie es von der Website des Acquirers oder Ihrer Bank, nie vom Beleg.
help-about-4 = Ein Code auf dem Beleg öffnet die Seite, die sein Hersteller gewählt hat. Öffnen Sie im Zweifel die Prüfseite selbst, aus Ihrem Lesezeichen, und vergleichen Sie die Adresse.
help-about-5 = Nichts wird anderswo geladen, nichts wird gesendet: Fotos, Texte, Zertifikate und Ergebnisse bleiben in diesem Browser.
code-class-ok = erledigt
code-class-unclear = Ausgang unklar: erst abfragen
code-class-key = Schlüssel oder Sicherheit
code-class-setup = Acquirer muss etwas einrichten
code-class-operation = mit richtigen Daten wiederholen
code-class-software = Terminal-Software
code-class-limit = Limit
code-class-wait = warten
code-class-ask = Acquirer fragen
code-class-account = Karte oder Konto, nicht das Terminal

### Lesen, und was dabei schiefgehen kann

reading-title = Foto wird gelesen
reading-lead = Das Foto bleibt auf diesem Gerät.
reading-open = Bild öffnen
reading-code = Code suchen
reading-check = Signatur prüfen
reading-cancel = Abbrechen
reading-of = { $number } von { $count }: { $name }
status-checking = Prüfung läuft
status-done = Ergebnis: { $verdict }
status-done-many = { $count } Belege geprüft
picture-found = { $count ->
    [one] Ein Code gefunden
   *[other] { $count } Codes gefunden
    }
photo-title = Das Foto
picture-label = Das Foto mit dem Umriss des Codes

problem-empty = Diese Datei ist leer.
    .now = Wählen Sie eine andere, oder speichern Sie sie am Ursprung neu.
problem-type = Das ist weder ein Bild noch Text.
    .now = Wählen Sie ein Foto (JPEG, PNG oder WebP), oder fügen Sie den Text ein.
problem-heic = Dieses Bild ist HEIC; dieser Browser kann es nicht öffnen.
    .now = Wählen Sie in den Kameraeinstellungen „Maximale Kompatibilität“, oder senden Sie das Bild als JPEG.
problem-damaged = Dieses Bild lässt sich nicht öffnen: Es ist beschädigt oder unvollständig.
    .now = Fotografieren Sie neu, oder kopieren Sie es noch einmal vom Ursprung.
problem-too-large = Dieses Bild hat mehr als 50 Megapixel.
    .now = Nehmen Sie eine kleinere Fassung, oder fotografieren Sie mit der normalen Einstellung.
problem-file-too-large = Diese Datei ist zu groß.
    .now = Wählen Sie ein Foto oder eine Datei unter 60 MB, oder fügen Sie den Text ein.
problem-text-too-large = Dieser Text ist zu lang für einen Beleg.
    .now = Kopieren Sie nur den Beleg oder seinen Code.
problem-too-many = Das sind zu viele Dateien auf einmal.
    .now = Nur die ersten { $count } wurden geprüft. Wählen Sie die übrigen danach.
problem-animated = Dieses Bild bewegt sich; nur das erste Einzelbild wurde geprüft.
    .now = Sicherer ist ein normales Foto des Belegs.
problem-clipboard = Die Zwischenablage ist von hier nicht lesbar.
    .now = Halten Sie den Finger auf das Feld unten und wählen Sie „Einfügen“.
problem-clipboard-empty = In der Zwischenablage ist weder Text noch ein Bild.
    .now = Kopieren Sie zuerst den Text oder das Bild des Belegs.
problem-address = Dieser Link enthält keinen Code eines Belegs.
    .now = Es wurde nichts daraus übernommen. Fotografieren Sie den Beleg, oder fügen Sie seinen Text ein.
problem-trap = Die Prüfung brach mittendrin ab und wurde neu gestartet.
    .now = Versuchen Sie es noch einmal. Geschieht es bei diesem Beleg wieder, fügen Sie den Text statt des Fotos ein.
problem-hang = Die Prüfung dauerte zu lange und wurde beendet.
    .now = Versuchen Sie es mit einem kleineren Bild oder nur mit dem Text des Codes.
problem-unavailable = Ein Teil dieser Seite ließ sich nicht laden.
    .now = Verbinden Sie sich einmal mit dem Netz und öffnen Sie die Seite neu. Danach läuft sie offline.
problem-no-code = Im Bild wurde kein Code gefunden.
    .now = Nehmen Sie den ganzen Beleg und den ganzen QR-Code ins Bild. Beleg ohne Code: Text einfügen.
problem-too-dark = Das Bild ist zu dunkel.
    .now = Fotografieren Sie bei mehr Licht, ohne Schatten auf dem Beleg.
problem-too-bright = Das Bild ist zu hell; der Druck ist ausgebleicht.
    .now = Drehen Sie den Beleg aus dem Licht und fotografieren Sie ohne Blitz.
problem-blurred = Das Bild ist unscharf.
    .now = Linse putzen, ruhig halten und erst auslösen, wenn die Kamera scharf gestellt hat.
problem-cut-off = Der Code ist am Bildrand abgeschnitten.
    .now = Nehmen Sie den ganzen QR-Code mit etwas weißem Rand ins Bild.
problem-too-small = Der Code ist im Bild zu klein.
    .now = Gehen Sie näher heran, bis der Beleg das Bild füllt.
problem-unreadable-code = Da ist ein Code, aber er lässt sich nicht lesen.
    .now = Beleg glatt hinlegen, Linse putzen und gerade von oben neu fotografieren.

### Ergebnis in einem Wort

verdict-verified = Geprüft
verdict-verified-why = Die Signatur passt, das Zertifikat gilt, und gedruckt ist, was signiert wurde.
verdict-verified-now = Nichts zu tun. Beleg aufheben.
verdict-verified-why-not-covered = Die Signatur passt, und das Zertifikat gilt. Nicht von der Signatur gedeckt, also selbst ansehen: { $members }.
verdict-verified-why-again = Die Signatur passt, und nichts wurde geändert. Aber dieser Beleg kam schon vor oder ist ein Nachdruck.
verdict-verified-now-again = Es ist derselbe Umsatz: nicht noch einmal zahlen.
    .detail = Auch einen echten Beleg kann es mehrmals geben.
    .merchant = Vor Erstattung oder Ausgabe klären: Wurde dieser Beleg schon verwendet?
    .merchant-detail = Auch einen echten Beleg kann es mehrmals geben.
verdict-verified-code-only = Der Code ist echt
verdict-verified-code-only-why = Die Signatur passt, und ein Zertifikat, dem Sie vertrauen, bestätigt sie. Der Druck wurde nicht oder nicht ganz verglichen.
verdict-verified-code-only-why-again = Die Signatur passt, aber dieser Beleg kam schon vor oder ist ein Nachdruck. Der Druck wurde nicht oder nicht ganz verglichen.
verdict-verified-code-only-now = Vergleichen Sie diese Werte mit dem Papier.
verdict-verified-test = Passt, unter einem Testzertifikat
verdict-verified-test-why = Die Signatur passt, und ein Zertifikat einer Testhierarchie bestätigt sie. Das sagt nichts über einen wirklichen Verkauf.
verdict-verified-test-now = Nehmen Sie das nicht als Beleg eines wirklichen Verkaufs. Fragen Sie nach, wer ihn Ihnen gegeben hat.
    .detail = Weicht einer ab, wurde das Papier verändert: Verlassen Sie sich nicht darauf.
verdict-altered = Inhalt verändert
verdict-altered-why = Gedruckt ist etwas anderes, als signiert wurde.
verdict-altered-why-field = Gedruckt und signiert stimmen hier nicht überein: { $field }.
verdict-altered-why-fields = { $count } gedruckte Angaben sind nicht die signierten.
verdict-altered-why-digest = Die Zeile mit der Prüfsumme ist falsch gedruckt. Die Angaben selbst sind wie signiert.
verdict-altered-why-unknown = Gedruckt ist etwas anderes, als im Code steht. Und niemand, dem Sie vertrauen, bestätigt den Schlüssel.
verdict-altered-now = Nicht unterschreiben und nicht noch einmal zahlen.
    .detail = Sehen Sie in die Nachricht Ihrer Bank: Welcher Betrag wurde wirklich gebucht?
    .merchant = Nicht noch einmal kassieren. Erst den Umsatz im Terminal nachsehen.
    .merchant-detail = Vergleichen Sie Betrag und Referenznummer mit dem Datensatz beim Host.
    .till = Bitten Sie das Geschäft, nachzusehen und den Beleg zu berichtigen.
    .till-detail = Welchen Wert die Kasse aufgezeichnet hat, steht in ihren Aufzeichnungen.
    .till-merchant = Erst in den Aufzeichnungen der Kasse nachsehen.
    .till-merchant-detail = Vergleichen Sie mit dem Datenexport, und ändern Sie vorher nichts an der Kasse.
verdict-altered-now-digest = Lassen Sie neu drucken. Nicht noch einmal zahlen.
    .detail = Die Angaben sind wie signiert; nur die Zeile mit der Prüfsumme nicht.
    .merchant = Druckvorlage und Software des Terminals prüfen, dann neu drucken.
    .merchant-detail = Die Angaben sind wie signiert; nur die Zeile mit der Prüfsumme nicht.
verdict-altered-digest = Prüfsumme passt nicht
verdict-altered-digest-why = Die Prüfsumme auf dem Beleg ist nicht die seines eigenen Inhalts: Inhalt oder Prüfsummenzeile wurde verändert, oder die Terminal-Software hat falsch gerechnet. Das heißt nicht, dass jemand betrogen hat. Wer signiert hat, ist unbekannt: Der Schlüssel liegt nicht vor.
verdict-altered-digest-now = Nicht unterschreiben und nicht noch einmal zahlen.
    .detail = Sehen Sie in die Nachricht Ihrer Bank: Welcher Betrag wurde wirklich gebucht? Zeigen Sie dieses Ergebnis im Geschäft.
    .merchant = Erst den Umsatz abfragen, dann weiter.
    .merchant-detail = Vergleichen Sie Betrag und Referenznummer mit dem Datensatz beim Host, und prüfen Sie Software und Druckvorlage des Terminals.
verdict-invalid = Signatur passt nicht
verdict-invalid-why = Die Signatur auf diesem Beleg passt nicht zu seinen Angaben. Das allein heißt nicht, dass jemand betrogen hat.
verdict-invalid-why-cause = { $cause }. Darum passt die Signatur nicht.
verdict-invalid-now = Nicht noch einmal zahlen. Beleg aufheben.
    .detail = Ob Geld geflossen ist, steht im Konto, nicht auf dem Beleg.
    .merchant = Erst den Umsatz abfragen, dann weiter.
    .merchant-detail = Ein Beleg, der nicht passt, sagt nichts über die Zahlung selbst.
    .till-merchant = Aufzeichnungen der Kasse und ihre Signatureinrichtung prüfen.
    .till-merchant-detail = Ein Beleg, der nicht passt, sagt nichts über die Zahlung selbst.
verdict-invalid-digest = Prüfsumme und Signatur passen nicht
verdict-invalid-digest-why = Die Prüfsumme auf dem Beleg ist nicht die seines eigenen Inhalts, und auch die Signatur passt nicht: Die Daten wurden nach dem Signieren verändert oder auf dem Weg zum Papier beschädigt. Das allein heißt nicht, dass jemand betrogen hat.
verdict-invalid-digest-now = Nicht unterschreiben und nicht noch einmal zahlen.
    .detail = Ob Geld geflossen ist, steht im Konto, nicht auf dem Beleg.
    .merchant = Erst den Umsatz abfragen, dann weiter.
    .merchant-detail = Ein Beleg, der nicht passt, sagt nichts über die Zahlung selbst.
verdict-certificate-problem = Zertifikat mangelhaft
verdict-certificate-problem-why = Der Beleg ist signiert und unverändert, aber das Zertifikat hinter der Signatur hat einen Mangel.
verdict-certificate-problem-why-cause = { $cause }. Die Signatur selbst passt.
verdict-certificate-problem-now = Beleg aufheben. Nicht noch einmal zahlen.
    .detail = Zeigen Sie das Ergebnis im Geschäft; der Mangel liegt an dessen Zertifikat.
    .merchant = Zertifikat dieses Terminals vor dem nächsten Umsatz in Ordnung bringen.
    .merchant-detail = Nicht noch einmal kassieren.
    .till-merchant = Zertifikat der Signatureinrichtung dieser Kasse in Ordnung bringen lassen.
    .till-merchant-detail = Nicht noch einmal kassieren.
verdict-unknown-issuer = Aussteller unbekannt
verdict-unknown-issuer-why = Die Signatur passt, aber niemand, dem Sie vertrauen, bestätigt den Schlüssel.
verdict-unknown-issuer-why-no-key = Der Beleg ist signiert, aber der Schlüssel zum Prüfen liegt nicht vor.
verdict-unknown-issuer-why-differs = Gedruckt ist etwas anderes, als im Code steht. Der Schlüssel, der zeigt, was signiert wurde, liegt nicht vor.
verdict-unknown-issuer-why-not-bound = Die Signatur passt, gilt aber nicht für die Beträge, und niemand, dem Sie vertrauen, bürgt für ihren Schlüssel.
verdict-unknown-issuer-now = Verlassen Sie sich noch nicht darauf.
    .detail = Lassen Sie sich das Zertifikat des Acquirers geben, fügen Sie es hinzu und prüfen Sie noch einmal.
    .merchant = Geben Sie das Zertifikat heraus, oder drucken Sie es mit.
    .merchant-detail = Ihr Acquirer hat es. Ohne das Zertifikat kann niemand Ihre Belege prüfen.
    .till = Verlassen Sie sich noch nicht darauf.
    .till-detail = Welches Zertifikat fehlt und wer es hat, steht unten bei der Ursache.
    .till-merchant = Geben Sie das Zertifikat Ihrer Kasse heraus.
    .till-merchant-detail = Es steckt im Datenexport der Kasse; auch der Hersteller der Signatureinrichtung hat es.
verdict-unsigned = Nicht signiert
verdict-unsigned-why = Auf diesem Beleg ist keine prüfbare Signatur. Er beweist nichts, weder so noch so.
verdict-unsigned-now = Es zählt die Nachricht Ihrer Bank.
    .detail = Vergleichen Sie Betrag und Zeit damit und heben Sie den Beleg auf.
    .merchant = Vergleichen Sie Ihre Kopie mit dem Datensatz beim Host.
    .merchant-detail = Ihr Acquirer weiß, ob seine Terminals signierte Belege drucken können.
verdict-unreadable = Nicht lesbar
verdict-unreadable-why = Hier war nichts zu lesen, was diese Seite kennt. Darum lässt sich nichts sagen.
verdict-unreadable-why-printed = Der Code wurde gelesen. Signiert ist der gedruckte Text, und der wird auch gebraucht.
verdict-unreadable-why-confirm = Ein Zeichen lässt sich auf zwei Arten lesen. Nur das Papier kann entscheiden.
verdict-unreadable-why-invoice = Der Code ist in Ordnung, und für seinen Schlüssel wird gebürgt. Ob die Beträge stimmen, zeigt nur die Rechnung selbst.
verdict-unreadable-why-unsupported = Diese Art von Beleg kennt die Seite dem Namen nach, prüfen kann sie ihn noch nicht.
verdict-unreadable-now = Neu fotografieren, oder den ganzen Code einfügen.
    .detail = Beleg aufheben: Nicht lesbar heißt nicht ungültig.
verdict-unreadable-now-printed = Den gedruckten Text zusammen mit dem Code eintippen oder einfügen.
    .detail = Es fehlen noch: { $members }.
verdict-unreadable-now-confirm-reading = Sehen Sie auf das Papier: Was steht da?
verdict-unreadable-now-invoice-needed = Bitten Sie das Geschäft um die elektronische Rechnung (XML).
verdict-unreadable-now-format-not-supported = Heben Sie den Beleg auf; was gilt, steht unter „Gut zu wissen“.

verdict-about = Heißt: Der Beleg ist unversehrt, und wer ihn signiert hat. Nicht: dass Geld geflossen ist oder dass es die einzige Kopie ist.
list-separator = { ", " }
colon = { ": " }
stop = { ". " }
verdict-now = Jetzt
verdict-printed = gedruckt
verdict-signed = signiert
verdict-in-code = im Code
verdict-not-equal = ist nicht
demo-tag = Vorführung
demo-note = Dieser Beleg ist mit einem Vorführzertifikat signiert. Das zählt nicht.
test-tag = Test
test-note = TEST: unter einer Testhierarchie signiert. Das beweist nichts über einen wirklichen Verkauf.
page-address = Diese Seite: { $address } · { $version } ({ $build })
page-address-why = Prüfen Sie, ob Sie diese Adresse öffnen wollten.
results-title = { $count } Belege in dieser Eingabe
results-item = Beleg { $number }

### Einzelheiten

print-title = Druck eintippen oder einfügen
print-label = Die gedruckten Zeilen untereinander, wie sie auf dem Papier stehen
print-placeholder = MERCHANT NO: … · TERMINAL NO: … · AMOUNT: …

steps-title = Was jetzt zu tun ist
steps-more = { $count } weitere Schritte
steps-quote = Bereithalten
phase-now = Jetzt
phase-fix = Beheben
phase-tell = Melden
phase-record = Festhalten
phase-prevent = Vorbeugen
action-report = Prüfbericht drucken
action-save = Prüfbericht sichern
action-add-certificate = Zertifikat hinzufügen
action-show-key = Schlüssel zeigen
action-photo = Neu fotografieren
action-paste = Text einfügen
action-call = { $number } anrufen
action-open = { $site } öffnen
action-check-number = Nummer aus zweiter Hand: vor Gebrauch prüfen.

fields-title = Gedruckt und signiert
fields-title-code = Gedruckt und im Code
fields-title-signed = Was signiert wurde
fields-title-in-code = Was im Code steht
fields-title-printed = Was gedruckt ist
fields-name = Angabe
fields-printed = Gedruckt
fields-signed = Signiert
fields-in-code = Im Code
fields-code-only = Im Code, nicht signiert
fields-same = gleich
fields-different = verschieden
fields-unsure = unsicher
fields-unsigned = nicht signiert, nicht prüfbar
fields-not-printed = nicht gedruckt oder nicht gelesen
fields-summary = { $different ->
    [0] Alle { $same } gleich
    [one] 1 Abweichung, { $same } gleich
   *[other] { $different } Abweichungen, { $same } gleich
    }
fields-summary-unsure = { $different ->
    [0] { $unsure } unsicher, { $same } gleich
    [one] 1 Abweichung, { $unsure } unsicher, { $same } gleich
   *[other] { $different } Abweichungen, { $unsure } unsicher, { $same } gleich
    }
fields-count = { $count ->
    [one] 1 Angabe
   *[other] { $count } Angaben
    }
fields-more = { $count } weitere, die gleich sind
fields-more-signed = { $count } weitere zeigen

causes-title = Ursache
causes-more = Andere mögliche Ursachen
cause-shown = Wie gedruckt
cause-read = Wie gelesen
cause-fits-as = Passt als
cause-fits = passt genau
cause-fits-not = passt nicht

checks-title = Sieben Prüfungen
checks-all-pass = alle passen
checks-summary = { $fail ->
    [0] { "" }
    [one] 1 passt nicht
   *[other] { $fail } passen nicht
    }
checks-summary-unknown = { $count } offen

knows-certain = Sicher
knows-not-certain = Nicht sicher
knows-unsigned-certain = Was zu sehen ist
knows-unsigned-not = Was nicht zu sehen ist
knows-whole = Nichts auf dem Beleg hat sich nach dem Signieren geändert.
knows-code-whole = Nichts im Code hat sich nach dem Signieren geändert.
knows-fields = { $count ->
    [one] Die eine gedruckte Angabe gleicht der signierten.
   *[other] Alle { $count } gedruckten Angaben gleichen den signierten.
    }
knows-who = Signiert mit dem Schlüssel von { $subject }; ein Zertifikat, dem Sie vertrauen, bestätigt ihn.
knows-who-host = Signiert mit dem Schlüssel von { $subject }; ein Zertifikat, das der Betreiber dieser Seite mitgibt, bestätigt ihn.
knows-who-demo = Signiert mit einem Vorführschlüssel. Das kann jeder.
knows-mid = Das Zertifikat nennt den Händler { $mid }.
knows-acquirer = Das Zertifikat nennt keinen Händler: Es signiert für den ganzen Acquirer.
knows-not-paid = Ob das Geld angekommen ist. Das sagt die Nachricht Ihrer Bank.
knows-not-only = Ob es die einzige Kopie des Belegs ist.
knows-not-paper = Ob auf dem Papier dasselbe steht. Vergleichen Sie es.
knows-not-who = Wer signiert hat. Jeder kann einen Schlüssel machen und damit signieren.
knows-hash-signed = Die Signatur im Code passt zum Schlüssel im Code.
knows-not-bound = Ob diese Beträge signiert wurden. Sie stehen unsigniert im Code, und jeder kann sie hineinschreiben.
knows-plausible = Nummern und Daten sind so geschrieben, wie sie sein sollen.
knows-implausible = An Nummern oder Daten ist etwas ungewöhnlich: siehe Prüfungen.
knows-read = { $count ->
    [one] Eine Angabe wurde gelesen.
   *[other] { $count } Angaben wurden gelesen.
    }
knows-not-genuine = Ob der Beleg echt ist. Solche Nummern kann jeder drucken.
knows-not-changed = Ob etwas geändert wurde. Es gibt keine Signatur zum Vergleichen.

notes-title = Gut zu wissen
address-warning = Der Code auf diesem Beleg öffnet eine andere Seite: { $host }
address-warning-detail = Geprüft wurde hier, nicht dort. Nachgemachte Prüfseiten sind ein bekannter Trick: Trauen Sie nur einer Adresse, die Sie selbst geöffnet haben. Diese Seite ist { $own }.

key-title = Dieser Schlüssel
key-names = Nennt sich
key-issued-by = Ausgestellt von
key-not-in-list = (nicht in Ihrer Liste)
key-pin = Zertifikat vergleichen und vertrauen
key-pin-detail = Öffnet es unter „Zertifikate“ mit dem ganzen Fingerabdruck. Vertraut wird erst, wenn Sie dort „vertrauen“ drücken.
key-compare = Lassen Sie sich diese Gruppen vorlesen, oder vergleichen Sie sie mit der Website des Acquirers. Alle müssen stimmen.
key-missing = Das Zertifikat selbst steht nicht auf dem Beleg. Um diesem Schlüssel zu vertrauen, fügen Sie es hinzu.
key-know = Ich kenne diese Kasse: ihren Schlüssel merken
key-know-detail = Von da an sagt die Seite, wenn derselbe Schlüssel wieder signiert und wenn es ein anderer ist. Das ist schwächer als ein Zertifikat: Das Ergebnis bleibt, wie es ist.
key-changed-title = Ein anderer Schlüssel als bisher

timeline-valid = Zertifikat gültig
timeline-from = von
timeline-until = bis
timeline-signed = dieser Beleg
timeline-label = Das Zertifikat galt von { $from } bis { $until }. Signiert wurde am { $signed }.

certificate-title = Zertifikat
certificate-subject = Inhaber
certificate-issuer = Aussteller
certificate-valid = Gültig
certificate-valid-range = { $from } bis { $until }
certificate-serial = Nummer
certificate-fingerprint = SHA-256
certificate-key = Schlüssel
certificate-usage = Verwendung
certificate-merchants = Händler
certificate-path = Kette

### Nachweis und Bericht

evidence-title = Nachweis
evidence-lead = Alles, womit ein anderes Werkzeug zum selben Ergebnis kommt
evidence-show = Nachweis zeigen
evidence-close = Schließen
evidence-signed-bytes = Signierte Bytes
evidence-bytes = { $count } Bytes
evidence-as-text = Als Text
evidence-digest = Prüfsumme
evidence-digest-algorithm = Verfahren
evidence-digest-signed = Der signierten Bytes
evidence-digest-computed = Neu berechnet
evidence-digest-stated = Wie gedruckt
evidence-signature = Signatur und Schlüssel
evidence-algorithm = Verfahren
evidence-curve = Kurve
evidence-key = Schlüssel, SHA-256
evidence-repaired = Geändert
evidence-repaired-yes = Passt erst nach der Änderung, die bei der Ursache steht
evidence-repaired-no = Nein, geprüft wie vorgelegt
evidence-tried = Versucht
evidence-tried-count = { $count ->
    [one] Eine Änderung wurde versucht.
   *[other] { $count } Änderungen wurden versucht.
    }
evidence-code = Code wie gelesen
evidence-path = Zertifikatskette
evidence-path-none = Zu diesem Schlüssel wurde kein Zertifikat gefunden.
evidence-path-trusted = von Ihnen vertraut
evidence-path-demo = Vorführung
evidence-checks = Nachweise der Prüfungen
evidence-reading = Erkannt als
copy = Kopieren
copied = Kopiert
copy-failed = Kopieren gelang nicht. Markieren Sie den Text und kopieren Sie ihn von Hand.
save-json = Als JSON sichern
save-text = Als Text sichern
keep = Auf diesem Gerät behalten
keep-about = Nur in diesem Browser, ohne Fotos, bis Sie ihn entfernen.
keep-done = Der Beleg ist in diesem Browser gespeichert.
keep-kept = Behalten seit { $time }, nur in diesem Browser.
keep-list = Behaltene Belege ansehen
keep-changed = Als Sie ihn behielten: { $before }. Neu geprüft: { $now }.
keep-remove = Entfernen
keep-removed = { $count ->
    [one] 1 behaltener Beleg wurde entfernt.
   *[other] { $count } behaltene Belege wurden entfernt.
    }
keep-undo = Rückgängig
copy-text = Als Text kopieren
copy-json = Als JSON kopieren
incident-write = Vorfall festhalten
print-report = Prüfbericht drucken

report-title = Prüfbericht zum Beleg
report-title-other = Slip verification record
report-number = Nr.
report-checked = Geprüft
report-transaction = Umsatz
report-fields = Angabe für Angabe
report-field = Angabe
report-result = Ergebnis
report-cause = Ursache
report-cause-line = { $cause } ({ $confidence }).
report-evidence = Nachweis
report-digest = Prüfsumme des Signierten
report-key = Fingerabdruck des Schlüssels
report-path = Zertifikatskette
report-done = Schon getan
report-done-1 = Nicht noch einmal gezahlt, nicht unterschrieben
report-done-2 = In der Nachricht der Bank nachgesehen; gebucht: { $blank }
report-done-3 = Händler hat storniert oder erstattet, Belegnummer { $blank }
report-done-4 = Bank der Karte informiert, Vorgangsnummer { $blank }
report-done-merchant-1 = Nicht noch einmal kassiert, keine Ware doppelt ausgegeben
report-done-merchant-2 = Beim Host abgefragt; gebucht: { $blank }
report-done-merchant-3 = Storniert oder erstattet, Belegnummer { $blank }
report-done-merchant-4 = Acquirer informiert, Vorgangsnummer { $blank }
report-steps = Nächste Schritte
report-contacts = Wen fragen
report-contact-bank = Bank der Karte
report-contact-bank-detail = Nummer auf der Kartenrückseite
report-contact-unionpay = UnionPay
report-contact-12315 = Verbraucherbeschwerde (China)
report-contact-12363 = Finanzbeschwerde (China)
report-contact-acquirer = Acquirer
report-contact-acquirer-detail = Nummer im Vertrag oder am Terminal
report-contact-tax-de = Finanzamt
report-contact-tax-at = Finanzamt (FinanzOnline)
report-contact-tax-detail = nur, wenn es wiederholt vorkommt
report-sign-cardholder = Unterschrift Karteninhaber
report-sign-merchant = Unterschrift oder Stempel Händler
report-foot = Von Slipcheck auf dem Gerät der Nutzenden erstellt und an niemanden gesendet. Sagt, ob sich der Beleg nach dem Signieren geändert hat, nicht durch wen, und ersetzt keine Entscheidung einer Bank oder Behörde.
report-demo = VORFÜHRUNG: mit einem Vorführzertifikat erstellt. Beweist nichts.

### Zertifikate

update-ready = Eine neue Fassung dieser Seite ist da.
update-now = Öffnen

### Prüfungen

check-format = Format
check-format-pass = Der Beleg hat die Form, die er haben soll
check-format-fail = Form abgelehnt: nicht das, was das Profil erlaubt
check-format-warn = Lesbar, mit einer Eigenheit
check-format-unknown = Die Form lässt sich nicht beurteilen
check-format-absent = Nichts, was zu einem bekannten Format passt
check-digest = Prüfsumme
check-digest-pass = Berechnete und gedruckte Prüfsumme stimmen überein
check-digest-fail = Die berechnete Prüfsumme ist nicht die gedruckte
check-digest-warn = Prüfsummen gleich, mit einer Eigenheit
check-digest-unknown = Die gedruckte Prüfsumme ist unvollständig oder nicht vergleichbar
check-digest-absent = Der Beleg nennt keine Prüfsumme
check-signature = Signatur
check-signature-pass = Passt zu Angaben und Schlüssel
check-signature-fail = Passt nicht zu den Angaben
check-signature-warn = Passt, mit einer Eigenheit
check-signature-unknown = Noch nicht prüfbar: Schlüssel oder signierter Text fehlt
check-signature-absent = Keine Signatur gefunden
check-certificate = Zertifikat
check-certificate-pass = Führt zu einem Zertifikat, dem Sie vertrauen
check-certificate-pass-host = Führt zu einem Zertifikat, das der Betreiber dieser Seite, { $host }, mitgibt
check-certificate-fail = Kein signierter Weg führt zu etwas, dem Sie vertrauen
check-certificate-warn = Führt zu einem vertrauten Zertifikat, mit einer Eigenheit
check-certificate-unknown = Zu diesem Schlüssel liegt kein Zertifikat vor
check-certificate-absent = Keine Signatur, also kein Zertifikat
check-validity = Gültigkeit
check-validity-pass = Galt, als der Beleg signiert wurde
check-validity-fail = Gilt für diese Signatur nicht
check-validity-warn = Gilt, mit einem Vorbehalt
check-validity-unknown = Ohne Zertifikat nicht zu beurteilen
check-validity-unknown-signature = Erst zu beurteilen, wenn die Signatur geprüft ist
check-validity-absent = Kein Zertifikat zu beurteilen
check-printed = Gedruckte Angaben
check-printed-pass = Alles Gedruckte gleicht dem Signierten
check-printed-fail = Etwas Gedrucktes weicht vom Signierten ab
check-printed-pass-code = Der Druck gleicht dem Code; die Signatur bestätigt ihn nicht
check-printed-fail-code = Etwas Gedrucktes weicht vom Code ab
check-printed-warn = Gleich, mit einer Eigenheit
check-printed-unknown = Nicht alles Gedruckte ließ sich vergleichen
check-printed-absent = Nichts zu vergleichen: Nur Code oder nur Druck lag vor
check-plausibility = Plausibilität
check-plausibility-pass = Nummern, Daten und Längen sind stimmig
check-plausibility-fail = Nummern oder Daten widersprechen sich
check-plausibility-warn = Etwas ist ungewöhnlich
check-plausibility-unknown = Zu wenig gelesen, um zu urteilen
check-plausibility-absent = Nichts zu beurteilen

check-format-detail = { $format }
check-digest-detail = { $digest }
check-signature-detail = { $algorithm }
check-certificate-detail = { $subject }, ausgestellt von { $issuer }
check-validity-detail = { $from } bis { $until }
check-printed-detail = { $count ->
    [one] 1 Angabe stimmt
   *[other] { $count } Angaben stimmen
    }
check-printed-differs = { $field }: gedruckt { $printed }, signiert { $signed }
check-printed-differs-code = { $field }: gedruckt { $printed }, im Code { $signed }

status-pass = Passt
status-fail = Passt nicht
status-warn = Hinweis
status-unknown = Unklar
status-absent = Fehlt

confidence-proven = bewiesen
confidence-likely = wahrscheinlich
confidence-possible = möglich

### Ursachen

cause-field-altered = Ein Wert hat sich nach dem Signieren geändert
cause-field-altered-why = Der gedruckte Wert ist nicht der signierte. Das sagt nicht, wer ihn geändert hat: Es kann die Druckvorlage, die Terminal-Software oder ein Mensch gewesen sein.
cause-digest-mismatch = Die Prüfsumme passt nicht
cause-digest-mismatch-why = Die aus dem Inhalt neu berechnete Prüfsumme ist nicht die, die auf dem Beleg steht. Dafür braucht es keinen Schlüssel. Inhalt oder Prüfsummenzeile wurde verändert, oder die Terminal-Software hat über etwas anderes gerechnet; was davon und durch wen, zeigt der Beleg nicht. Auch ob bezahlt wurde, sagt sie nicht.
cause-reading-error = Zeichen wurden falsch gelesen
cause-reading-error-why = Die Signatur passt, sobald diese Zeichen anders gelesen werden. Was stimmt, entscheidet das Papier.
cause-truncated = Der Code ist unvollständig
cause-truncated-why = Der Code endet zu früh, oder seine Länge ist unmöglich. Der Rest fehlt.
cause-algorithm-conflict = Anders signiert als angegeben
cause-algorithm-conflict-why = Die Signatur passt mit einer anderen Prüfsumme oder Kurve, als der Beleg angibt. Die Terminal-Software nennt das falsche Verfahren.
cause-encoding-conflict = Anders geschrieben als signiert
cause-encoding-conflict-why = Die Signatur passt, sobald Signatur, Schlüssel oder Text in anderer Kodierung gelesen werden. Die Angaben sind unverändert; die Software schreibt sie falsch.
cause-time-zone = Die Zeit ist um ganze Stunden verschoben
cause-time-zone-why = Die Signatur passt mit einer um ganze Stunden verschobenen Zeit: Ortszeit und andere Zeitzone wurden verwechselt.
cause-clock-wrong = Die gedruckte Zeit weicht leicht ab
cause-clock-wrong-why = Die Signatur passt mit leicht verschobener Zeit. Die Uhren von Kasse und Signatureinheit gehen verschieden.
cause-certificate-expired = Das Zertifikat war abgelaufen
cause-certificate-expired-why = Der letzte Gültigkeitstag lag vor der Signatur. Abgelaufen heißt nicht gefälscht: Die Signatur selbst passt.
cause-certificate-not-yet-valid = Das Zertifikat galt noch nicht
cause-certificate-not-yet-valid-why = Signiert wurde vor dem ersten Gültigkeitstag. Oft geht die Uhr des Terminals falsch.
cause-certificate-revoked = Das Zertifikat wurde widerrufen
cause-certificate-revoked-why = Sein Aussteller hat es zurückgezogen. Auf damit signierte Belege ist kein Verlass mehr.
cause-certificate-unknown-issuer = Niemand, dem Sie vertrauen, bestätigt den Schlüssel
cause-certificate-unknown-issuer-why = Kein vorliegendes Zertifikat führt von diesem Schlüssel zu etwas, dem Sie vertrauen. Mit dem richtigen Zertifikat kann derselbe Beleg als geprüft erscheinen.
cause-certificate-wrong-key = Das Zertifikat gehört zu einem anderen Schlüssel
cause-certificate-wrong-key-why = Signiert hat nicht der Schlüssel aus dem genannten Zertifikat. Oft wurde beim Erneuern nur eines von beiden getauscht.
cause-certificate-wrong-usage = Das Zertifikat darf diesen Beleg nicht signieren
cause-certificate-wrong-usage-why = Es wurde für einen anderen Zweck oder Händler ausgestellt, oder eine Stelle darüber verletzt eine Regel.
cause-signing-device-failed = Die Kasse lief ohne ihre Signatureinheit
cause-signing-device-failed-why = Der Beleg sagt es selbst. Das ist ein bekannter Zustand und keine Fälschung; er lässt sich nur nicht prüfen.
cause-printer-fault = Der Druck ist fehlerhaft
cause-printer-fault-why = Blasser Druck, fehlende Spalten oder ein beschädigter Code: Wahrscheinlich liegt es an Drucker oder Papier.
cause-camera-fault = Das Bild ist nicht gut genug
cause-camera-fault-why = Unschärfe, Dunkelheit, Spiegelung oder ein fehlender Rand. Der Beleg selbst kann einwandfrei sein.
cause-header-refused = Der Kopf des Codes wird abgelehnt
cause-header-refused-why = Der Kopf nennt etwas, das signierte Belege nicht erlauben. Das muss in Ordnung bringen, wer die Belege ausstellt.
cause-malformed = Die Daten des Codes haben nicht die richtige Form
cause-malformed-why = Eine Angabe fehlt, steht doppelt da oder hat die falsche Form. Das muss in Ordnung bringen, wer die Belege ausstellt.
cause-chain-broken = Die Verkettung der Belege ist unterbrochen
cause-chain-broken-why = Verkettungswert oder Zähler schließt nicht an den Nachbarbeleg an.
cause-duplicate-slip = Dieser Beleg kam schon vor
cause-duplicate-slip-why = Derselbe signierte Beleg steht zweimal in dieser Eingabe, wurde früher geprüft oder ist als Nachdruck gekennzeichnet.
cause-not-signed = Es gibt keine Signatur
cause-not-signed-why = Auf diesem Beleg wurde kein Signaturcode gefunden. Viele Belege haben keinen.
cause-data-corrupted = Die Daten wurden verändert oder beschädigt
cause-data-corrupted-why = Keine der bekannten Ursachen erklärt es. Daten oder Code wurden nach dem Signieren beschädigt oder verändert; durch wen, zeigt der Beleg nicht.
cause-payment-failed = Die Nachricht sagt, dass die Zahlung gescheitert ist
cause-payment-failed-why = In dieser Nachricht sagt das Gateway, dass die Zahlung gescheitert oder geschlossen ist. Ob die Signatur passt, ist eine andere Frage.
cause-payment-pending = Die Nachricht sagt, dass das Ergebnis noch aussteht
cause-payment-pending-why = Das Gateway sagt, dass die Zahlung angenommen oder in Arbeit ist, nicht dass sie bezahlt ist.

### Formate

format-signed-slip = Signierter Beleg
format-de-tse = Deutscher TSE-Bon
format-at-rksv = Österreichischer RKSV-Beleg
format-cn-ofd = Chinesische OFD-Rechnung
format-sa-zatca = Saudischer ZATCA-Code
format-cn-acp = Nachricht des UnionPay-Gateways
format-cn-wechatpay = Nachricht von WeChat Pay
format-cn-alipay = Nachricht von Alipay
format-in-einvoice = Indische E-Rechnung (signierter QR-Code)
format-cn-unionpay = UnionPay-Kartenbeleg
format-card-slip = Kartenbeleg
format-none = nicht erkannt
type-sale = Verkauf
type-void = Storno
type-refund = Erstattung
type-preauth = Vorautorisierung
type-preauth-completion = Abschluss der Vorautorisierung

### Bestandteile der Nachweise

evidence-name-field = Angabe
evidence-name-fields = Angaben
evidence-name-signed = Signiert
evidence-name-printed = Gedruckt
evidence-name-read = Gelesen als
evidence-name-value = Wert
evidence-name-fits = Passt als
evidence-name-declared = Angegeben
evidence-name-found = Gefunden
evidence-name-expected = Erwartet
evidence-name-algorithm = Verfahren
evidence-name-curve = Kurve
evidence-name-member = Angabe
evidence-name-members = Angaben
evidence-name-reason = Grund
evidence-name-subject = Inhaber
evidence-name-issuer = Aussteller
evidence-name-serial = Nummer
evidence-name-notBefore = Gültig ab
evidence-name-notAfter = Gültig bis
evidence-name-time = Zeit
evidence-name-at = Zeitpunkt
evidence-name-date = Datum
evidence-name-length = Länge
evidence-name-count = Anzahl
evidence-name-tried = Versucht
evidence-name-keySha256 = Schlüssel, SHA-256
evidence-name-sha256 = SHA-256
evidence-name-computed = Neu berechnet
evidence-name-stated = Angegeben
evidence-name-mid = Händlernummer
evidence-name-merchants = Händler
evidence-name-usage = Verwendung
evidence-name-finding = Befund
evidence-name-brightness = Helligkeit, 0 bis 1
evidence-name-sharpness = Schärfe, 0 bis 1
evidence-name-glare = Anteil des Codes unter Spiegelung
evidence-name-pixelsPerModule = Pixel je Modul
evidence-name-printContrast = Kontrast des Drucks, 0 bis 1
evidence-name-missingColumns = Fehlende Spalten
evidence-name-errorsCorrected = Verbrauchte Fehlerkorrektur, 0 bis 1
evidence-name-host = Adresse
evidence-name-format = Format
evidence-name-characters = Zeichen
evidence-name-position = Stelle
evidence-name-positions = Abweichende Stellen
evidence-name-company = Unternehmen
evidence-name-companies = Unternehmen im Zertifikat
evidence-name-what = Betrifft
evidence-name-part = Teil
evidence-name-where = Wo
evidence-name-mark = Kennzeichen
evidence-name-by = Anhand
evidence-name-hours = Stunden
evidence-name-seconds = Sekunden
evidence-name-code = Im Code
evidence-name-readings = Lesarten
evidence-name-named = Genanntes Zertifikat
evidence-name-certificate = Zertifikat
evidence-name-keyId = Schlüsselkennung
evidence-name-namesake = Gleichnamiges Zertifikat
evidence-name-signer = Unterzeichner
evidence-name-name = Name
evidence-name-detail = Einzelheit
evidence-name-key = Schlüssel
evidence-name-digest = Prüfsumme
evidence-name-signature = Signatur
evidence-name-first = Zuerst
evidence-name-kept = Behalten seit
evidence-name-thisUpdate = Vom
evidence-name-nextUpdate = Nächste
evidence-name-limit = Grenze
evidence-name-left = Ausgelassen
evidence-name-selfIssued = Selbst ausgestellt
evidence-name-clause = Klausel
evidence-name-rule = Regel
evidence-name-lines = Zeilen
evidence-name-shown = Wie es dasteht
evidence-name-needs = Braucht
evidence-name-tag = Teil
evidence-name-present = Vorhanden
evidence-name-kind = Art
evidence-name-profile = Profil
evidence-name-place = Stelle
evidence-name-least = Mindestens
evidence-name-most = Höchstens
evidence-name-completed = Ergänzt
evidence-name-previous = Beleg davor
evidence-name-receipts = Belege
evidence-name-version = Version
evidence-name-phase = Phase
evidence-name-chaining = Verkettungswert
evidence-name-turnover = Umsatzzähler

### Angaben

field-merchant = Händler
field-mid = Händlernummer
field-tid = Terminalnummer
field-type = Umsatzart
field-amount = Betrag
field-currency = Währung
field-time = Zeit
field-stan = Belegnummer (Trace)
field-rrn = Referenznummer
field-auth = Autorisierungscode
field-batch = Stapelnummer
field-pan = Kartennummer
field-tip = Trinkgeld
field-digest = Signatur-Prüfsumme
field-baseAmount = Betrag ohne Trinkgeld
field-amountWords = Betrag in Worten
field-operator = Bediener
field-acquirer = Acquirer
field-issuer = Kartenherausgeber
field-acquirerCode = Acquirer-Kennung
field-issuerCode = Herausgeber-Kennung
field-cardBrand = Kartenmarke
field-cardKind = Kartenart
field-entryMode = Leseart
field-expiry = Gültig bis
field-settlementDate = Abrechnungsdatum
field-featureCode = Merkmalcode
field-remark = Bemerkung
field-origStan = ursprüngliche Belegnummer
field-origRrn = ursprüngliche Referenznummer
field-origDate = ursprüngliches Datum
field-origAuth = ursprünglicher Autorisierungscode
field-origBatch = ursprüngliche Stapelnummer
field-origTid = ursprüngliche Terminalnummer
field-origOrderNo = ursprüngliche Bestellnummer
field-balance = Guthaben
field-instalments = Raten
field-firstInstalment = erste Rate
field-method = Zahlungsart
field-orderNo = Bestellnummer
field-payOrderNo = Zahlungsnummer
field-payCode = Zahlcode
field-discount = Rabatt
field-status = Status
field-shop = Filiale
field-address = Anschrift
field-phone = Telefon
field-printedTime = Druckzeit
field-appVersion = Version
field-serialNumber = Seriennummer
field-tc = Transaktionszertifikat (TC)
field-arqc = Kryptogramm (ARQC)
field-aac = Kryptogramm (AAC)
field-tvr = Terminalprüfung (TVR)
field-tsi = Transaktionsstatus (TSI)
field-aid = Anwendung (AID)
field-atc = Transaktionszähler (ATC)
field-unprNum = Zufallszahl
field-aip = Anwendungsprofil (AIP)
field-cvmr = Karteninhaberprüfung
field-iad = Herausgeberdaten (IAD)
field-termCap = Terminalfähigkeiten
field-csn = Kartenfolgenummer
field-appLabel = Anwendungsname
field-appName = bevorzugter Name
field-taxId = Steuernummer
field-receiptNo = Belegnummer
field-terminalReceiptNo = Belegnummer des Terminals
field-registerId = Kassen-ID
field-tillNo = Kasse
field-net = Netto
field-vat = Umsatzsteuer
field-gross = Brutto
field-gross0 = zu 0 %
field-gross7 = zu 7 %, brutto
field-gross10 = zu 10 %, brutto
field-gross13 = zu 13 %, brutto
field-gross19 = zu 19 %, brutto
field-gross20 = zu 20 %, brutto
field-gross55 = zu 5,5 %, brutto
field-gross107 = zu 10,7 %, brutto
field-vatRate = Steuersatz
field-subtotal = Zwischensumme
field-tendered = gegeben
field-change = Rückgeld
field-payments = Zahlungen
field-tseTransaction = TSE-Transaktion
field-tseCounter = TSE-Signaturzähler
field-tseSignature = TSE-Signatur
field-tseSerial = TSE-Seriennummer
field-tseStart = TSE-Beginn
field-tseEnd = TSE-Ende
field-tseFirstOrder = Erstbestellung
field-tseAlgorithm = TSE-Verfahren
field-tseTimeFormat = TSE-Zeitformat
field-tsePublicKey = TSE-Schlüssel
field-tseProcessType = TSE-Vorgangsart
field-tseProcessData = TSE-Prozessdaten
field-tseProvider = TSE-Anbieter
field-receiptKind = Belegart
field-origReceiptNo = ursprünglicher Beleg
field-certificateSerial = Zertifikats­nummer
field-trustService = Vertrauensdienst
field-rksvCode = RKSV-Code

### Hinweise

note-printed-text-needed = Signiert ist der gedruckte Text. Es fehlen noch: { $members }.
note-confirm-reading = Eine Stelle lässt sich auf zwei Arten lesen. Vergleichen Sie mit dem Papier.
note-compare-with-paper = Der Druck lag nicht vor oder ließ sich nicht ganz vergleichen. Vergleichen Sie die signierten Werte mit dem Papier.
note-line-not-compared = { $reason ->
    [cut] Der Druck ist länger als das, was angesehen wird: Sein Ende wurde nicht verglichen.
    [currency] Hier steht vielleicht eine andere Währung als die signierte. Sehen Sie auf dem Papier nach: { $lines }
    [time] Ein Datum oder eine Uhrzeit, nicht mit der signierten Zeit verglichen. Sehen Sie auf dem Papier nach: { $lines }
    [title] Das Papier ist vielleicht von einem anderen Vorgang als dem signierten, oder von keiner Zahlung. Sehen Sie auf dem Papier nach: { $lines }
    [member] Hier steht eine andere Nummer als die signierte. Sehen Sie auf dem Papier nach: { $lines }
    [code] Ein Teil des Papiers sieht wie ein Code aus und ist kein lesbarer: Er wurde nicht verglichen. Sehen Sie selbst auf dem Papier nach.
   *[sum] Ein Betrag, nicht mit dem signierten verglichen. Sehen Sie auf dem Papier nach: { $lines }
 }
note-not-covered = { $what ->
    [entries] In der Datei, aber unter keinem Siegel: { $members }. Das hätte jeder ändern können.
   *[other] Gedruckt, aber nicht von der Signatur gedeckt: { $members }. Dort kann jeder, der den Beleg druckt, etwas anderes hinschreiben.
    }
note-code-in-address = Der Code stand in einer Adresse, die { $host } öffnet. Sie wurde hier nicht geöffnet.
note-paste-damage = Der Text war beim Kopieren beschädigt und wurde vor der Prüfung berichtigt. Kein Wert hat sich geändert.
note-certificate-needed = Das Zertifikat des Schlüssels liegt nicht vor. Besorgen Sie es, fügen Sie es hinzu und prüfen Sie erneut.
note-proves-nothing = Die Nummern auf solchen Belegen kann jeder berechnen: Dass sie stimmen, schließt Abschreibfehler aus und beweist nichts.
note-format-not-supported = Erkannt: { $format ->
    [de-tse] { format-de-tse }
    [at-rksv] { format-at-rksv }
    [cn-ofd] { format-cn-ofd }
    [sa-zatca] { format-sa-zatca }
    [cn-unionpay] { format-cn-unionpay }
    [card-slip] { format-card-slip }
   *[other] { $format }
    }. Diese Fassung kann die Signatur noch nicht prüfen.
note-picture = Das Bild: { $finding ->
    [too-dark] zu dunkel
    [too-bright] zu hell
    [blurred] unscharf
    [cut-off] Code abgeschnitten
    [too-small] Code zu klein
    [unreadable-code] Code nicht lesbar
   *[no-code] kein Code gefunden
    }.
note-empty = Es wurde nichts vorgelegt.
note-nothing-recognised = Kein Format und kein Belegaufbau wurde erkannt.
note-payload-not-canonical = Die signierten Daten haben nicht die kanonische Form. Geprüft wurden die Bytes, wie sie signiert sind; am Ergebnis ändert das nichts.
note-text-cut = Der Text ist sehr lang; angesehen wurden nur die ersten { $limit } Bytes.
note-beside-code = { $where ->
    [address] Die Adresse um den Code enthält mehr als den Weg zu ihm. Nur der Code wurde genommen; der Rest ist kein Druck und wurde nicht verglichen.
   *[code] Der QR-Code enthält mehr als den signierten Code. Nur dieser wurde genommen; der Rest steht auf keinem Papier und wurde nicht verglichen.
    }
note-search-cut = Der Text ist so gebaut, dass die Suche nach Codes sehr lange dauern würde. Codes in mehreren Stücken wurden nicht bis zum Ende gesucht: Geben Sie den Beleg allein.
note-lines-cut = Auf dem Bild sind sehr viele Zeilen; angesehen wurden nur die ersten { $limit }.
note-causes-cut = Viele Belege dieser Eingabe passen nicht. Warum dieser nicht passt, wurde nicht bis zum Ende gesucht: Prüfen Sie ihn allein.
note-codes-cut = Es sind sehr viele Codes; geprüft wurden nur die ersten { $limit }.
note-messages-cut = Es sind mehr Nachrichten, als angesehen werden, oder sie stecken zu tief ineinander: Nur die ersten { $limit } wurden geprüft. Geben Sie die übrigen einzeln.
note-signs-for-acquirer = Das Zertifikat nennt keinen Händler: Es signiert für den ganzen Acquirer.
note-signs-for-merchant = Das Zertifikat nennt den Händler { $mid }, für den es signiert.
note-revocation-not-checked = Es lag keine Sperrliste vor, darum wurde ein Widerruf nicht geprüft.
note-crl-foreign = Eine Sperrliste zählte nicht: Sie stammt nicht vom Aussteller dieses Zertifikats oder gilt für anderes.
note-crl-stale = Die Sperrliste von { $issuer } ist veraltet. Besorgen Sie eine neuere.
note-ocsp-stale = Die Statusauskunft (OCSP) zu { $certificate } ist veraltet oder nicht verwendbar und zählte deshalb nicht. Holen Sie eine neue.
note-certificate-revoked-since = Das Zertifikat wurde später widerrufen; beim Signieren galt es noch.
note-certificate-expired-since = Das Zertifikat ist inzwischen abgelaufen. Beim Signieren galt es, und das zählt.
note-anchor-expired = Das vertraute Zertifikat selbst ist abgelaufen. Es wird weiter benutzt, weil Sie ihm vertrauen.
note-certificates-not-all-checked = Es sind zu viele Zertifikate, Sperrlisten oder Statusauskünfte: Nicht alle wurden angesehen. Was nicht angesehen wurde, gilt nicht als gut; darum heißt das hier nicht bestätigt. Importieren Sie nur, was dieser Beleg braucht, und prüfen Sie noch einmal.

### Werte in Nachweisen

value-length = falsche Länge
value-form = falsche Form
value-characters = unzulässige Zeichen
value-missing = fehlt
value-duplicate = steht doppelt da
value-unknown = unbekannt
value-empty = leer
value-future = in der Zukunft
value-zero = null
value-above-amount = höher als der Gesamtbetrag
value-too-long = zu lang
value-parts = falsche Zahl von Teilen
value-json = kein JSON
value-not-an-object = kein JSON-Objekt
value-base64 = Base64
value-order = falsche Reihenfolge
value-algorithm = Verfahren nicht erlaubt oder nicht unterstützt
value-signature = Signatur
value-header = Kopf
value-payload = Daten
value-code = Signaturcode
value-print = Druck
value-input = diese Eingabe
value-kept = Ihre behaltenen Belege
value-reprint = Nachdruck
value-field-digest = Prüfsumme der Angabe
value-der = DER-Kodierung
value-fixed-length = feste Länge
value-newline = zusätzlicher Zeilenumbruch
value-jws = ein ganzer signierter Text (JWS) an seiner Stelle
value-jws-in-base64 = ein ganzer signierter Text (JWS) an seiner Stelle, in Base64
value-hex-in-base64 = hexadezimal und noch einmal in Base64
value-base64-twice = zweimal in Base64
value-utf-16 = UTF-16
value-hashed-twice = zweimal gehasht
value-payload-not-canonical = Daten nicht in kanonischer Form
value-dates = Gültigkeitsdaten
value-key-usage = Schlüsselverwendung
value-extended-key-usage = Zweck des Zertifikats
value-merchant = Händler
value-end-entity = ein CA-Zertifikat signiert keine Belege
value-key-strength = Schlüssel zu schwach
value-path-length = Kette zu lang
value-name-chaining = Namen schließen nicht an
value-name-constraints = Name außerhalb der Vorgaben
value-policies = Zertifikatsrichtlinien
value-basic-constraints = kein CA-Zertifikat
value-other-issuer = anderer Aussteller
value-crl-sign = der Aussteller darf keine Listen signieren
value-stale = veraltet
value-keyCompromise = Schlüssel kompromittiert
value-cACompromise = CA-Schlüssel kompromittiert
value-superseded = ersetzt
value-cessationOfOperation = außer Betrieb
value-affiliationChanged = Zugehörigkeit geändert
value-unspecified = ohne Angabe von Gründen
value-fits = passt
value-differs = weicht ab
value-absent = fehlt

evidence-name-authority = Zertifizierungsstelle
evidence-name-issuerSerial = Seriennummer des fehlenden Zertifikats
evidence-name-published = Veröffentlicht unter (nicht abgerufen)
evidence-name-formats = Vertraut für
evidence-name-holder = Signiert für
evidence-name-known = Früher gesehene Schlüssel
value-acquirer = der Acquirer
value-tse-vendor = Hersteller oder Betreiber der TSE
value-rksv-trust-provider = österreichischer Vertrauensdiensteanbieter
value-rksv-closed-system = das Unternehmen selbst (geschlossenes System)
value-ofd-authority = chinesische Zertifizierungsstelle
value-tax-authority = die Steuerbehörde
value-other-formats = vertraut, aber für andere Formate
value-not-trusted = vollständig, aber der Wurzel vertrauen Sie nicht
value-too-many-paths = zu viele mögliche Pfade
value-too-many-checks = zu viele Zertifikate und Sperrdaten, nicht alle wurden angesehen
value-company = Unternehmen
value-company-not-named = das Zertifikat nennt das Unternehmen im Code nicht
value-test-service = eine Testsignatur, die für keinen echten Beleg bürgt
value-unknown-service = der Vertrauensdienst im Code steht nicht auf der Liste des österreichischen Ministeriums
value-a-trust = A-Trust
value-globaltrust = GLOBALTRUST (e-commerce monitoring)
value-primesign = PrimeSign
value-d-trust = D-Trust (Bundesdruckerei)
value-deutsche-fiskal = Deutsche Fiskal
value-darz = DARZ
value-swissbit = Swissbit
value-diebold-nixdorf = Diebold Nixdorf
value-cryptovision = cryptovision
value-fiskaly = fiskaly
value-epson = Epson
value-deutsche-telekom = Deutsche Telekom Security
value-cfca = CFCA (China Financial Certification Authority)
value-bjca = BJCA (Beijing Certificate Authority)
value-sheca = SHECA (Schanghai)
value-netca = NETCA (Guangdong)
value-gdca = GDCA (Guangdong)
value-state-taxation = Staatliche Steuerverwaltung Chinas
value-zatca = ZATCA
missing-acquirer = Bitten Sie den auf dem Beleg genannten Acquirer um das Zertifikat, mit dem seine Terminals signieren, und importieren Sie es hier.
missing-tse-vendor = Das Geschäft kann die Zertifikate seiner TSE exportieren (der TSE-Export der Kasse, eine TAR-Datei, enthält sie). Hersteller oder Betreiber der TSE veröffentlichen ihre CA-Zertifikate.
missing-rksv-trust-provider = Das Verzeichnis des Anbieters (A-Trust, GLOBALTRUST oder PrimeSign) führt das Zertifikat unter seiner Seriennummer; auch das Datenerfassungsprotokoll (DEP-Export) des Geschäfts enthält es.
missing-rksv-closed-system = Im geschlossenen System hat das Unternehmen den Schlüssel selbst: Bitten Sie es um seinen öffentlichen Schlüssel oder um die Datei cryptographicMaterialContainer.json ohne den geheimen Schlüssel.
missing-ofd-authority = Die genannte Zertifizierungsstelle veröffentlicht ihre CA-Zertifikate; wer die Rechnung gesiegelt hat, kann sagen, welche es ist.
missing-tax-authority = Die Steuerbehörde (ZATCA) hat das Zertifikat des Verkäufers ausgestellt: Bitten Sie den Verkäufer darum.
missing-payment-gateway = Zertifikat oder Schlüssel gibt das Zahlungs-Gateway aus: Holen Sie es von dessen Downloadseite, und vergleichen Sie den Fingerabdruck auf einem zweiten Weg.
missing-invoice-portal = Das Registrierungsportal (IRP) veröffentlicht das Zertifikat oder den öffentlichen Schlüssel, mit dem es signiert: Holen Sie es von der Seite des Portals, vergleichen Sie den Fingerabdruck auf einem zweiten Weg und vertrauen Sie hier genau diesem.
note-key-seen = Diesen Schlüssel von { $holder } haben Sie schon gesehen: { $times }-mal seit { $since }. Das ist schwächer als ein Zertifikat: Niemand außer Ihnen bürgt dafür.
note-key-changed = Für { $holder } signiert ein anderer Schlüssel als früher; den seit { $since } bekannten haben Sie { $times }-mal gesehen. Das kann ein neues Gerät sein oder jemand anders: Fragen Sie nach, bevor Sie sich darauf verlassen.
note-key-first-seen = Der Schlüssel, der für { $holder } signiert, wird zum ersten Mal gesehen.

### Live camera

intake-live = Live-Kamera

### PDF files

format-pdf-signature = PDF-Datei
cause-changed-after-signing = Nach dem Signieren geändert
cause-changed-after-signing-why = Was jetzt gezeigt wird, ist nicht die signierte Fassung. Maßgeblich ist die signierte; fragen Sie beim Aussteller nach.
verdict-altered-why-changed = Die Datei wurde nach dem Signieren geändert: { $kind }.

## Messages of payment gateways: genuine is not paid

verdict-message-paid = Echte Nachricht: Das Gateway sagt BEZAHLT
verdict-message-paid-to-other = Echte Nachricht: an einen ANDEREN Händler bezahlt, nicht an Sie
verdict-message-accepted = Echte Nachricht: angenommen, NOCH NICHT bezahlt
verdict-message-pending = Echte Nachricht: Diese Zahlung STEHT NOCH AUS
verdict-message-failed = Echte Nachricht: Diese Zahlung ist GESCHEITERT
verdict-message-closed = Echte Nachricht: Dieser Auftrag wurde GESCHLOSSEN, es besteht keine Zahlung
verdict-message-refunded = Echte Nachricht: Das Gateway sagt ERSTATTET
verdict-message-refunded-part = Echte Nachricht: Das Gateway sagt TEILWEISE erstattet
verdict-message-refund-accepted = Echte Nachricht: Die ERSTATTUNG ist angenommen, noch nicht erfolgt
verdict-message-refund-pending = Echte Nachricht: Die ERSTATTUNG steht noch aus
verdict-message-refund-failed = Echte Nachricht: Die ERSTATTUNG ist gescheitert, nichts wurde zurückgezahlt
verdict-message-refund-closed = Echte Nachricht: Die ERSTATTUNG wurde geschlossen, nichts wurde zurückgezahlt
verdict-message-refund-unknown = Echte Nachricht: Was aus der ERSTATTUNG wurde, ist nicht zu erkennen
verdict-message-sealed = Echte Nachricht: Betrag und Ergebnis sind versiegelt
verdict-message-not-a-payment = Echte Nachricht: Sie meldet KEINE Zahlung
verdict-message-unknown = Echte Nachricht: Was aus der Zahlung wurde, ist nicht zu erkennen
verdict-message-why = Die Signatur passt, und ein vertrautes Zertifikat oder ein vertrauter Schlüssel steht dafür ein: Das Gateway hat dies gesagt. Echt heißt noch nicht eingegangen: Vergleichen Sie mit Auftrag und Konto.
message-own-merchant = von Ihnen aufbewahrt
message-other-merchant = Die Händlernummer darin ist keine, die Sie aufbewahren.
message-nobody-named = Die Nachricht sagt nicht, an welchen Händler: Sie kann irgendjemandes sein.
verdict-message-now = Mit der eigenen Bestellung vergleichen: Händlernummer, Bestellnummer und Betrag.
    .detail = Ob Geld angekommen ist, sagt das Konto, nicht die Nachricht.
verdict-message-now-unpaid = Noch nicht ein zweites Mal zahlen.
    .detail = Ob Geld abgegangen ist, sagt Ihr Kontoauszug: Sehen Sie dort nach, und zeigen Sie ihn im Geschäft.
    .merchant = Noch keine Ware herausgeben und nicht noch einmal kassieren.
    .merchant-detail = Das Ergebnis dieser Bestellung beim Gateway abfragen; es zählt zusammen mit der Abrechnung.
verdict-message-test = Nachricht der TESTumgebung: Es floss kein Geld
verdict-message-now-other = Das wurde nicht an Sie bezahlt: nichts daraufhin liefern.
    .detail = Den eigenen Auftrag beim Gateway abfragen; eine Nachricht an einen anderen Händler gilt nicht Ihnen.
verdict-message-now-refund = Diese Erstattung zuerst abfragen, nicht zweimal erstatten.
    .detail = Die Nachricht handelt von der Erstattung. Die Zahlung selbst steht, wie sie war.
verdict-message-now-refunded = Auftragsnummer und Betrag vergleichen und den Auftrag als erstattet vermerken.
    .detail = Ob das Geld ankam, sagen der Auszug des Kunden und das eigene Konto.
message-again = Diese Nachricht haben Sie schon aufbewahrt: Es ist dieselbe Zahlung, keine weitere.
message-now-again = Für dieselbe Zahlung nicht noch einmal liefern.
message-stands = Hier steht
message-why-altered = Nachdem das Gateway signiert hatte, wurde { $field } geändert: Was hier steht, hat das Gateway nicht gesagt.
message-why-added = { $field } steht in diesem Text und wurde nicht signiert: Ein Framework hat es hinzugefügt, oder jemand anderes.
message-why-left-out = { $field } wurde signiert und fehlt in diesem Text.
message-why-time = { $field } weicht um ganze Stunden von dem ab, was das Gateway signiert hat.
message-why-algorithm = Der Schlüssel des Gateways passt, aber nach einem anderen Hashverfahren, als dieser Text angibt: ein Fehler im Programm.
message-why-rewritten = Das Gateway hat diesen Inhalt signiert, hier ist er aber anders geschrieben, darum passt die Signatur nicht: ein Fehler im Programm.
message-why-forged = Die Signatur stimmt, stammt aber von einem Händler, nicht vom Gateway.
message-why-unknown = Noch bürgt kein Zertifikat oder Schlüssel des Gateways, dem Sie vertrauen, für diese Nachricht.
message-why-request = Dies ist eine Anfrage des Händlers, nichts, was das Gateway gesagt hat.
message-why-keyed = Signiert ist mit einem Schlüssel, den beide Seiten haben: Wer prüfen kann, kann sie auch machen. Dass das Gateway sie schickte, beweist sie nicht.
message-why-unsigned = Diese Nachricht hat keine Signatur: Nichts zeigt, dass das Gateway sie schickte.
message-why-probe = Die Plattform prüft, ob der Händler Signaturen prüft: Dies ist keine echte Benachrichtigung.
message-why-two-ways = Was das Gateway signiert hat, lässt sich aus diesem Text auf zwei Arten lesen: Weder Ergebnis noch Betrag ist sicher.
message-now-altered = Auf diesen Text hin nichts liefern und nichts erstatten.
message-now-rewritten = Das Programm ändern und die rohe Nachricht noch einmal prüfen.
message-now-text = Die ganze rohe Nachricht noch einmal holen und diese prüfen.
message-now-two-ways = Rohen Inhalt oder Formular noch einmal holen und prüfen.
message-now-forged = Als Fälschung behandeln: nicht liefern, die Plattform verständigen.
message-now-wrong-key = Das richtige Zertifikat oder den richtigen Schlüssel nehmen und erneut prüfen.
message-now-certificate = Erst klären, was am Zertifikat nicht stimmt, dann daraufhin liefern.
message-now-unknown = Zertifikat oder Schlüssel von der Downloadseite des Gateways holen, Fingerabdruck vergleichen, dann vertrauen.
message-now-request = Auf Benachrichtigung oder Abfrageergebnis des Gateways warten.
message-now-keyed = Auf dem eigenen Server prüfen; auf diesen Text von anderen hin nichts liefern.
message-now-unsigned = Nichts daraufhin liefern.
message-now-probe = Wie bei einer misslungenen Prüfung antworten.
message-now-detail = Ob bezahlt wurde, sagen eine Abfrage des eigenen Auftrags und das eigene Konto.
message-now-probe-detail = Die echte Benachrichtigung folgt.
knows-message = Die Nachricht ist unverändert und kommt vom Gateway.
outcome-test = Dies ist eine Nachricht der Testplattform des Gateways: Es ist kein Geld geflossen.
