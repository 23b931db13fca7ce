# Was die Zeilen eines Kartenbelegs bedeuten, was an seinen Nummern auffällt, und Belege, die nur dem Namen nach bekannt
# sind. Muster der Bezeichner: siehe terms.en.ftl.

### Hinweise

note-merchant-number = Händlernummer { $value }: Acquirer { $acquirer }, Region { $region }, Branche { $mcc }, laufende Nummer { $serial }.
merchant-number-acquirer = Acquirer
merchant-number-region = Region
merchant-number-region-near = bei { $name }
merchant-number-region-gb2260 = nach dem staatlichen Gebietsschlüssel (GB/T 2260)
merchant-number-region-unionpay = nach dem Gebietsschlüssel von UnionPay
merchant-number-mcc = Branche
merchant-number-mcc-unknown = ein Code, den unsere Liste nicht hat
merchant-number-serial = laufende Nummer
merchant-number-about = Die Teile sagen, wie das Geschäft angemeldet wurde. Das Terminal druckt sie; sie beweisen nichts.
note-feature-code = { $fits ->
    [true] Der Merkmalscode { $printed } passt zur Referenznummer. Jeder kann ihn berechnen: Er zeigt, dass nichts vertippt wurde, nicht, dass der Beleg echt ist.
    [false] Der Merkmalscode { $printed } passt nicht zur Referenznummer. Vergleichen Sie beide mit dem Papier und mit der Kopie des Händlers.
   *[other] Der Merkmalscode ist ein Prüfcode neben dem Unterschriftsbild. Jeder kann ihn berechnen; er ist keine Signatur.
    }
feature-code-printed-date = mit dem gedruckten Abrechnungstag
feature-code-transaction-day = am Tag der Zahlung abgerechnet
feature-code-day-after = am Tag danach abgerechnet
feature-code-no-date = ohne Abrechnungstag
feature-code-no-reference = ohne Referenznummer
feature-code-offline = Offline-Zahlung: Stapel- und Trace-Nummer
note-tvr = Was das Terminal über Karte und Zahlung festgestellt hat (TVR { $value }).
note-tsi = Was das Terminal getan hat (TSI { $value }).
note-aip = Was die Karte kann (AIP { $value }).
note-cvmr = Wie der Karteninhaber geprüft wurde (CVM-Ergebnis { $value }).
note-aid = Welche Anwendung der Karte benutzt wurde (AID { $value }).
note-cryptogram = { $kind ->
    [tc] TC: das Kryptogramm der Karte für eine genehmigte Zahlung.
    [arqc] ARQC: das Kryptogramm, mit dem die Karte ihre Bank um Genehmigung bittet.
   *[aac] AAC: das Kryptogramm der Karte für eine abgelehnte Zahlung.
    } Nur die Bank, die die Karte ausgegeben hat, kann es prüfen.
note-entry-mode = { $value ->
    [S] Der Magnetstreifen wurde durchgezogen.
    [I] Die Karte wurde gesteckt (Chip).
    [C] Die Karte wurde vorgehalten (kontaktlos).
    [M] Die Kartennummer wurde eingetippt.
    [F] Der Chip war nicht lesbar, also der Magnetstreifen.
   *[N] Ohne Karte bezahlt.
    }
note-acquirer-licence = Wer in China Kartenzahlungen annimmt, braucht eine Lizenz, wenn er keine Bank ist: nachzusehen in der Liste der zugelassenen Institute auf www.pbc.gov.cn (政务公开). Name, Gültigkeit, Gebiet und Art des Geschäfts müssen passen.
note-amounts-not-bound = Signiert ist ein Hashwert der Rechnung. Verkäufer, Zeit und Beträge stehen unsigniert daneben: Wer sie ändert, ändert an der Signatur nichts.
note-invoice-needed = Für den Schlüssel bürgt jemand, aber die Beträge lassen sich nur mit der Rechnung selbst prüfen. Bitten Sie das Geschäft um die elektronische Rechnung (XML).
note-ca-signature = { $fits ->
    [true] Die Signatur der Zertifizierungsstelle im Code ist die dieses Zertifikats.
   *[false] Der Code nennt eine andere Ausgabe dieses Zertifikats: Die Signatur der Zertifizierungsstelle ist eine andere.
    }
### Hinweise zu Kassenbelegen

note-card-slip = { $place ->
    [TW] Ein Kartenbeleg aus Taiwan
    [JP] Ein Kartenbeleg aus Japan
    [HK] Ein Kartenbeleg aus Hongkong
    [MO] Ein Kartenbeleg aus Macau
    [MY] Ein Kartenbeleg aus Malaysia
    [SG] Ein Kartenbeleg aus Singapur
    [TH] Ein Kartenbeleg aus Thailand
    [ID] Ein Kartenbeleg aus Indonesien
    [PH] Ein Kartenbeleg aus den Philippinen
    [VN] Ein Kartenbeleg aus Vietnam
    [IN] Ein Kartenbeleg aus Indien
    [KR] Ein Kartenbeleg aus Korea
    [DE] Ein Kartenbeleg aus Deutschland
    [AT] Ein Kartenbeleg aus Österreich
   *[other] Ein Kartenbeleg
    }. Er trägt keine Signatur. Ob er bezahlt wurde, wissen nur die Bank, die die Karte ausgegeben hat, und der Acquirer des Geschäfts.
note-broken-off-receipt = Der Beleg sagt, dass der Vorgang abgebrochen wurde: Er wurde nie bezahlt. Daran ändert auch eine passende Signatur nichts.
note-cancellation-receipt = Der Beleg sagt, dass er einen anderen storniert.
note-certificate-expired = Das Zertifikat war beim Signieren ({ $time }) abgelaufen ({ $notAfter }). Eine Kasse darf ihre Signatureinheit weiter benutzen; darum steht es hier nur als Hinweis.
note-chain-follows = Der Verkettungswert folgt aus Beleg { $previous }: Dazwischen fehlt nichts.
note-code-behind-address = Der Code liegt hinter der Adresse { $host } und müsste dort abgeholt werden. Diese Seite holt nichts ab: Fügen Sie den Code selbst ein.
note-first-receipt = Das ist der erste Beleg der Kasse { $registerId }.
note-key-in-code = Der Schlüssel steht im Code selbst. Dass die Signatur dazu passt, zeigt, dass sich im Code nichts geändert hat, aber nicht, wessen Schlüssel es ist.
note-key-recovered = { $by ->
    [serial] Der Schlüssel wurde aus der Signatur gewonnen; seine Seriennummer ist die gedruckte.
   *[other] { $receipts } Belege wurden mit demselben Schlüssel signiert; er wurde aus ihren Signaturen gewonnen. Wessen Schlüssel es ist, sagt nur ein Zertifikat.
    }
note-key-supplied = Ein öffentlicher Schlüssel, den Sie hinzugefügt haben, wurde benutzt: Diese Kasse gehört zu einem geschlossenen System ohne Zertifikate.
note-log-message-version = Die signierte Nachricht hat die Version { $version }, das ist selten.
note-no-common-key = Diese Belege haben keinen gemeinsamen Schlüssel; er lässt sich nicht aus ihnen gewinnen. Fügen Sie das Zertifikat hinzu.
note-no-sale = Der Code ist echt und kein Verkauf: { $kind ->
    [AVTransfer] ein Transfer zwischen Kassen
    [AVBestellung] eine Bestellung
    [Bestellung-V1] eine Bestellung
    [AVSachbezug] Sachbezug für Mitarbeitende
    [AVRechnung] eine Rechnung, anderswo bezahlt
   *[other] ein anderer Vorgang der Kasse
    }. Er beweist keine Zahlung.
note-ocr-form = Der Code ist als Text gedruckt (OCR-Form).
note-rebuilt-from-print = Das Signierte wurde aus den gedruckten Zeilen zusammengesetzt.
note-second-receipt-helps = Mit einem zweiten Beleg derselben Kasse lässt sich der Schlüssel gewinnen und beides gegeneinander prüfen. Fügen Sie ihn darunter ein.
note-serial-fits-key = Die gedruckte Seriennummer gehört zum Schlüssel im Code.
note-start-not-signed = Der Beginn des Verkaufs ist gedruckt, aber nicht signiert: Er lässt sich nicht prüfen.
note-test-signature = Das ist eine Testsignatur: Der Beleg beweist nichts.
note-time-converted = { $field }: Auf dem Papier steht { $printed }, signiert ist { $signed }. Das ist derselbe Zeitpunkt in einer anderen Zeitzone.
note-training-receipt = Der Beleg sagt, dass er ein Trainingsbeleg ist: kein Verkauf.

### Bits

bit-reserved = reserviert und doch gesetzt

### Prüfergebnisse des Terminals (TVR)

tvr-oda-not-performed = Die Karte wurde nicht offline geprüft.
tvr-sda-failed = Die Offline-Prüfung der Kartendaten ist misslungen.
tvr-data-missing = Daten des Chips fehlen.
tvr-on-exception-list = Die Karte steht auf der Sperrliste des Terminals.
tvr-dda-failed = Die Offline-Prüfung der Karte selbst ist misslungen.
tvr-cda-failed = Die gemeinsame Offline-Prüfung von Karte und Zahlung ist misslungen.
tvr-sda-chosen = Die einfache Offline-Prüfung wurde gewählt.
tvr-versions-differ = Karte und Terminal haben verschiedene Fassungen der Anwendung.
tvr-application-expired = Die Anwendung der Karte ist abgelaufen.
tvr-application-not-yet-valid = Die Anwendung der Karte gilt noch nicht.
tvr-service-not-allowed = Die Karte lässt diese Art von Zahlung nicht zu.
tvr-new-card = Die Karte ist neu.
tvr-cvm-failed = Der Karteninhaber wurde nicht bestätigt.
tvr-cvm-unknown = Die Karte verlangte eine Prüfung, die das Terminal nicht kennt.
tvr-pin-tries-used-up = Zu viele falsche PINs.
tvr-no-pin-pad = Eine PIN war nötig, aber die PIN-Tastatur fehlt oder ist defekt.
tvr-pin-not-entered = Eine PIN war nötig und wurde nicht eingegeben.
tvr-online-pin = Eine PIN wurde eingegeben und an die Bank geschickt.
tvr-over-floor-limit = Der Betrag liegt über der Grenze für Offline-Zahlungen.
tvr-lower-offline-limit = Die untere Zahl von Offline-Zahlungen hintereinander ist erreicht.
tvr-upper-offline-limit = Die obere Zahl von Offline-Zahlungen hintereinander ist erreicht.
tvr-chosen-at-random = Zufällig für die Genehmigung online ausgewählt.
tvr-merchant-forced-online = Das Geschäft verlangte die Genehmigung online.
tvr-default-tdol = Eine Standard-Datenliste wurde benutzt.
tvr-issuer-authentication-failed = Die Antwort der Bank ließ sich nicht bestätigen.
tvr-script-failed-before = Ein Befehl der Bank schlug vor dem Abschluss fehl.
tvr-script-failed-after = Ein Befehl der Bank schlug nach dem Abschluss fehl.

### Was getan wurde (TSI)

tsi-oda-performed = Die Karte wurde offline geprüft.
tsi-cvm-performed = Der Karteninhaber wurde geprüft.
tsi-card-risk-performed = Die Karte hat ihr Risiko abgewogen.
tsi-issuer-authenticated = Die Bank wurde bestätigt.
tsi-terminal-risk-performed = Das Terminal hat sein Risiko abgewogen.
tsi-script-processed = Befehle der Bank wurden ausgeführt.

### Was die Karte kann (AIP)

aip-sda = einfache Offline-Prüfung
aip-dda = Offline-Prüfung der Karte
aip-cvm = Prüfung des Karteninhabers
aip-terminal-risk = das Terminal muss sein Risiko abwägen
aip-issuer-authentication = Bestätigung der Bank
aip-on-device-cvm = Prüfung auf dem Telefon
aip-cda = gemeinsame Offline-Prüfung von Karte und Zahlung
aip-contactless-emv = kontaktlose Chipzahlung

### Prüfung des Karteninhabers

cvm-fail = Prüfung sollte misslingen
cvm-pin-card = PIN, von der Karte geprüft
cvm-pin-online = PIN, von der Bank geprüft
cvm-pin-card-signature = PIN von der Karte geprüft, und Unterschrift
cvm-pin-encrypted-card = verschlüsselte PIN, von der Karte geprüft
cvm-pin-encrypted-card-signature = verschlüsselte PIN von der Karte geprüft, und Unterschrift
cvm-signature = Unterschrift
cvm-none-needed = keine nötig
cvm-document = Ausweis
cvm-on-device = auf dem Telefon
cvm-none = keine
cvm-other = auf andere Weise
cvm-condition-always = immer
cvm-condition-unattended-cash = bei Bargeld am Automaten
cvm-condition-no-cash = bei Zahlungen ohne Bargeld
cvm-condition-if-supported = wenn das Terminal es kann
cvm-condition-manual-cash = bei Bargeld am Schalter
cvm-condition-cashback = bei Zahlungen mit Bargeldauszahlung
cvm-condition-below-x = unter einem ersten Betrag
cvm-condition-above-x = über einem ersten Betrag
cvm-condition-below-y = unter einem zweiten Betrag
cvm-condition-above-y = über einem zweiten Betrag
cvm-condition-other = sonst
cvm-result-unknown = entscheidet die Bank
cvm-result-failed = misslungen
cvm-result-successful = gelungen
cvm-result-other = nicht bekannt

### Anwendungen (AID)

aid-scheme-unionpay = UnionPay
aid-scheme-visa = Visa
aid-scheme-mastercard = Mastercard
aid-scheme-maestro = Maestro
aid-scheme-jcb = JCB
aid-scheme-amex = American Express
aid-scheme-girocard = girocard
aid-scheme-discover = Discover
aid-product-debit = Debitkarte
aid-product-credit = Kreditkarte
aid-product-quasi-credit = Karte mit Überziehung
aid-product-electronic-cash = elektronische Geldbörse
aid-product-us-debit = Debitkarte (USA)

### Befunde

finding-form = { $value } hat nicht die Form, die diese Nummer hat.
finding-form-pass = Längen und Zeichen sind, wie sie sein sollen.
finding-region = { $code } ist keine bekannte Region.
finding-region-pass = Die Region { $code } gibt es.
finding-category-pass = Die Branche { $code } gibt es.
finding-category-unknown = Die Branche { $code } steht nicht in unserer Liste.
finding-category-and-name = Der Name des Geschäfts ({ $word }) und die angemeldete Branche ({ $code }) passen nicht zusammen.
finding-feature-code = { $reason ->
    [date] Der Merkmalscode passt zur Referenznummer, aber nur mit { $impliedDate } als Abrechnungstag.
   *[reference] Der Merkmalscode passt nicht zur Referenznummer: Eines von beiden ist verlesen oder vertippt, oder das Unterschriftsbild gehört zu einem anderen Beleg.
    }
finding-feature-code-pass = Der Merkmalscode passt zur Referenznummer.
finding-feature-code-unknown = { $reason ->
    [letters] Die Referenznummer hat Buchstaben: Der Merkmalscode lässt sich nicht nachrechnen.
    [length] Die Referenznummer hat nicht 12 Ziffern: Der Merkmalscode lässt sich nicht nachrechnen.
    [no-reference] Die Referenznummer fehlt: Der Merkmalscode lässt sich nicht nachrechnen.
   *[reading] Der Merkmalscode wurde nicht sicher genug gelesen.
    }
finding-time-pass = Datum und Uhrzeit sind möglich.
finding-time-future = Der Beleg ist auf die Zukunft datiert: { $value }.
finding-time-form = { $value } ist nicht wie Datum und Uhrzeit geschrieben.
finding-date-impossible = Dieses Datum gibt es nicht: { $printed }.
finding-reference-date-pass = Die Referenznummer beginnt mit Datum oder Uhrzeit der Zahlung.
finding-reference-other-date = Die Referenznummer beginnt mit einem anderen Datum ({ $reference }) als dem des Belegs ({ $date }).
finding-settlement-date = Der Abrechnungstag { $printed } ist weder der Tag der Zahlung noch der danach.
finding-settlement-date-pass = Der Abrechnungstag passt zur Zahlung.
finding-original-later = Die ursprüngliche Zahlung ({ $printed }) liegt nach dieser.
finding-printed-before = Gedruckt ({ $printed }), bevor bezahlt wurde ({ $time }).
finding-printed-later = Lange nach der Zahlung gedruckt ({ $printed }) und nicht als Nachdruck bezeichnet.
finding-card-expired = Die Karte war abgelaufen ({ $printed }), als der Beleg entstand.
finding-card-expired-pass = Die Karte ist inzwischen abgelaufen; eine Erstattung darf trotzdem auf sie gehen.
finding-order-date = In der Bestellnummer steht ein anderes Datum ({ $printed }).
finding-order-date-pass = In der Bestellnummer steht das Datum der Zahlung.
finding-amount-in-words = Der Betrag in Worten ({ $words }) ist nicht der in Ziffern ({ $figures }).
finding-amount-in-words-pass = Betrag in Worten und in Ziffern stimmen überein.
finding-amount-in-words-unknown = Der Betrag in Worten war nicht zu lesen.
finding-amount-twice = Zwei verschiedene Beträge sind gedruckt: { $first } und { $other }.
finding-sum = { $baseAmount } und das Trinkgeld { $tip } ergeben nicht { $amount }.
finding-sum-pass = Betrag und Trinkgeld ergeben die Summe.
finding-sign = Vor dem Betrag steht ein Minus, und der Beleg ist keine Erstattung.
finding-zero-amount = Der Betrag ist null.
finding-over-limit = Laut Beleg waren bis { $limit } weder PIN noch Unterschrift nötig; der Betrag ist { $amount }.
finding-pin-and-no-pin = Der Beleg sagt, dass keine PIN nötig war, und an anderer Stelle, dass eine eingegeben wurde.
finding-signature-and-none-needed = Der Beleg sagt, dass keine Unterschrift nötig war, und der Chip verlangte eine.
finding-online-pin-not-marked = Eine PIN an die Bank ist angegeben, das Terminal hat sie aber nicht vermerkt.
finding-online-pin-other-method = Das Terminal hat eine PIN an die Bank vermerkt, angegeben ist eine andere Prüfung.
finding-cvm-not-performed = Eine Prüfung ist angegeben, das Terminal hat aber keine vermerkt.
finding-cvm-not-supported = Angegeben ist eine Prüfung, die die Karte nicht kann.
finding-oda-failed-approved = Die Offline-Prüfung der Karte misslang, und doch erscheint die Zahlung als genehmigt. Eine Genehmigung durch die Bank kann das erklären: Fragen Sie den Acquirer.
finding-oda-failed-not-performed = Die Offline-Prüfung soll misslungen sein und nicht stattgefunden haben.
finding-oda-performed-and-not = Die Offline-Prüfung soll stattgefunden haben und nicht stattgefunden haben.
finding-oda-failed-unperformed = Die Offline-Prüfung soll misslungen sein, ist aber nicht als getan vermerkt.
finding-oda-not-supported = Misslungen ist eine Offline-Prüfung, die die Karte nicht kann.
finding-issuer-refused-approved = Die Antwort der Bank ließ sich nicht bestätigen, und doch erscheint die Zahlung als genehmigt.
finding-expired-and-not = Laut Chip ist die Anwendung abgelaufen; das gedruckte Datum sagt etwas anderes ({ $expiry }).
finding-issuer-authentication-not-supported = Die Bank wurde bestätigt, obwohl die Karte das nicht kann.
finding-declined-cryptogram = Die Karte selbst hat abgelehnt (AAC), und der Beleg sieht nach einer Zahlung aus.
finding-first-counter-zero = Der Zähler der Karte steht auf null; die erste Zahlung zählt eins.
finding-aid-and-label = Nummer und Name der Anwendung sprechen von verschiedenen Karten ({ $label }).
finding-chip-without-chip = Der Beleg zeigt Daten eines Chips und sagt, dass keiner gelesen wurde.
finding-test-slip = Der Beleg nennt sich einen Test.
finding-reprint = Der Beleg ist als Nachdruck bezeichnet.
finding-not-text = Ein Teil des Codes ist kein lesbarer Text.
finding-missing-members = Dem Code fehlen vorgeschriebene Teile: { $members }.
finding-vat-number = { $value } ist keine saudische Steuernummer: 15 Ziffern, die erste und die letzte 3.
finding-vat-number-pass = Die Steuernummer hat die richtige Form.
finding-amount-form = { $value } ist nicht wie ein Betrag geschrieben.
finding-vat-rate-pass = Die Steuer ist 15 % des Nettobetrags.
finding-vat-below-rate = Die Steuer { $vat } liegt unter 15 % ({ $expected }): Ein Teil ist vielleicht steuerfrei.
finding-vat-above-rate = Die Steuer { $vat } liegt über 15 % des Nettobetrags ({ $expected }).

### Belege anderer Länder

note-recognised = Erkannt: { $format }.
foreign-in-signed-qr = Indische E-Rechnung (signierter QR-Code)
foreign-in-signed-qr-why = Der QR-Code einer indischen E-Rechnung trägt die Signatur des Registrierungsportals und kann hier geprüft werden: Fotografieren Sie ihn oder fügen Sie ihn ein.
foreign-pl-ksef = Polnische Rechnung (KSeF)
foreign-pl-ksef-why = Die Adresse führt zur polnischen Steuerverwaltung; sie weiß, ob die Rechnung registriert ist. Geöffnet wurde sie nicht.
foreign-hr-zki = Kroatischer Beleg (ZKI, JIR)
foreign-hr-zki-why = Darauf lässt sich offline nichts prüfen. Die kroatische Steuerverwaltung weiß, ob er registriert ist.
foreign-si-zoi = Slowenischer Beleg (ZOI, EOR)
foreign-si-zoi-why = Darauf lässt sich offline nichts prüfen. Die slowenische Steuerverwaltung weiß, ob er registriert ist.
foreign-cz-eet = Tschechischer Beleg (EET)
foreign-cz-eet-why = Die elektronische Umsatzerfassung wurde 2023 abgeschafft. Offline lässt sich darauf nichts prüfen.
foreign-pt-atcud = Portugiesischer Beleg (ATCUD)
foreign-pt-atcud-why = Er zeigt vier Zeichen einer Signatur, zu wenige zum Prüfen. Die portugiesische Steuerverwaltung weiß, ob er registriert ist.
foreign-it-rt = Italienischer Beleg (documento commerciale)
foreign-it-rt-why = Darauf lässt sich offline nichts prüfen. Die Kasse meldet ihre Summen der Steuerverwaltung.
foreign-hu-nav = Ungarischer Beleg (NAV)
foreign-hu-nav-why = Darauf lässt sich offline nichts prüfen. Die ungarische Steuerverwaltung hat die Daten der Kasse.
foreign-ke-etims = Kenianischer Beleg (eTIMS)
foreign-ke-etims-why = Darauf lässt sich offline nichts prüfen. Die Kenya Revenue Authority weiß, ob er registriert ist.

### Entschlüsselte Werte

decoded-title = Was die Nummern sagen
decoded-lead = Solche Nummern kann jeder drucken. Dass sie zusammenpassen, zeigt, dass nichts verschrieben ist, und beweist nichts.
decoded-by-number = Nach der Händlernummer
decoded-computed = So wird er berechnet
decoded-chip = Die Zeilen des Chips, Bit für Bit
decoded-no-bit = Hier ist nichts vermerkt.
decoded-bit = Byte { $byte }, Bit { $bit }
decoded-cvm-result = Ergebnis: { $result }
decoded-cvm-next = Schlägt dieser Weg fehl, erlaubt die Karte den nächsten.
decoded-aid-unknown = Eine Anwendung, die unsere Liste nicht hat.
decoded-counter = { $count }: So viele Signaturen hat dieses Gerät gemacht, diese mitgezählt
decoded-serial = SHA-256 des öffentlichen Schlüssels des Geräts
findings-title = Ohne Schlüssel angesehen
findings-none = nichts auffällig
findings-odd = { $count ->
    [one] 1 Auffälligkeit
   *[other] { $count } Auffälligkeiten
    }
findings-more = { $count } weitere angesehene Punkte zeigen
payment-cash = bar bezahlt
payment-other = unbar bezahlt
receipt-kind-Beleg = ein Kassenbeleg
receipt-kind-AVTransfer = ein Transfer zwischen Kassen
receipt-kind-AVBestellung = eine Bestellung
receipt-kind-AVTraining = Training, kein Verkauf
receipt-kind-AVBelegstorno = ein Belegstorno
receipt-kind-AVBelegabbruch = ein abgebrochener Beleg
receipt-kind-AVSachbezug = Sachbezug für Mitarbeitende
receipt-kind-AVSonstige = ein anderer Vorgang
receipt-kind-AVRechnung = eine Rechnung, anderswo bezahlt
trust-service-AT0 = geschlossenes System, ohne Zertifikate
trust-service-AT1 = Zertifikate von A-Trust
trust-service-AT2 = Zertifikate von GlobalTrust
trust-service-AT3 = Zertifikate von PrimeSign
trust-service-AT100 = nur für Tests

### Beweise: die signierten Bytes

evidence-range = Teil
evidence-ranges = Was die signierten Bytes bedeuten
evidence-offset = Stelle
evidence-read-as = Gelesen als
evidence-structure = { $count ->
    [one] 1 Teil zeigen, der nur Gerüst ist
   *[other] { $count } Teile zeigen, die nur Gerüst sind
    }
evidence-structure-label = Gerüst der signierten Bytes
evidence-missing-here = Hier fehlt etwas
evidence-nothing = nichts
evidence-change = Was abweicht
evidence-bytes-at = Bytes
evidence-bytes-before = vor Byte { $offset }
evidence-before = Wie es dasteht
evidence-after = Wie es signiert wurde
evidence-digest-fits = Prüfsumme, die passt
evidence-tried-fits = Eine davon passt; sonst wurde nichts geändert.
evidence-tried-none = Keine davon passt.
evidence-tried-limit = Höchstens { $limit } werden versucht.
range-version = Version
range-logType = Objektkennung
range-operation = Vorgang
range-clientId = Kassenkennung (clientId)
range-processData = Vorgangsdaten
range-processType = Vorgangsart
range-transactionNumber = Transaktionsnummer
range-serialNumber = Seriennummer
range-algorithm = Verfahren
range-signatureCounter = Signaturzähler
range-logTime = Zeitpunkt der Signatur
range-header = Kopf
range-turnover = Umsatzzähler, verschlüsselt
range-chaining = Verkettungswert
range-invoiceHash = Prüfsumme der Rechnung
evidence-path-host = vom Anbieter dieser Seite

### What was written in another way

value-decimal-mark = Komma und Punkt vertauscht
value-thousands-separators = Tausendertrennzeichen
value-decimals = Anzahl der Nachkommastellen
value-cents = Beträge in Cent
value-amounts = Schreibweise der Beträge
value-white-space = Leerzeichen
value-line-end = ein Zeilenende zu viel
value-base32 = Base32
value-hex = hexadezimal
value-base64url = Base64url
value-offset = Abstand zur Weltzeit
value-time-format = Schreibweise der Zeit
value-leading-zeros = führende Nullen
value-little-endian = Bytes in umgekehrter Reihenfolge
value-hyphen = ein Trennstrich vom Zeilenumbruch
value-shift-jis = UTF-8 als Shift_JIS gelesen
value-windows-1252 = UTF-8 als Windows-1252 gelesen
value-length-in-characters = Länge in Zeichen statt in Bytes gezählt
value-length-byte-lost = Längenbyte verloren: es wurde als Text geschrieben
value-trailing-bytes = überzählige Bytes am Ende
value-curve = Kurve
value-hash = Hashwert
value-key = Schlüssel
value-message = signierter Text
value-invoice = Rechnung
value-serial = Seriennummer
value-subject-serial-number = Seriennummer im Zertifikat

### OFD invoices: fields

field-invoiceType = Art der Rechnung
field-invoiceCode = Rechnungscode
field-invoiceNumber = Rechnungsnummer
field-issueDate = Ausstellungsdatum
field-checkCode = Prüfcode
field-sellerName = Verkäufer
field-sellerTaxId = Steuernummer des Verkäufers
field-buyerName = Käufer
field-buyerTaxId = Steuernummer des Käufers
field-documentType = Art des Belegs
field-itemCount = Positionen
field-goodsCode = Haupt-Warennummer (HSN)
field-registration = Registrierungsnummer (IRN)
field-registered = Registriert
field-amountExcludingTax = Betrag ohne Steuer
field-taxAmount = Steuer
field-total = Gesamtbetrag mit Steuer

### OFD invoices: notes

note-no-seal = Diese Datei trägt kein Siegel, das sich prüfen lässt. Gefälscht ist sie deshalb nicht: Manche volldigitalen Rechnungen haben keines. Schlagen Sie sie auf der Plattform der Steuerverwaltung nach.
note-seal = Siegel „{ $name }“ (Nummer { $number }), hergestellt von { $maker }, zu verwenden von { $notBefore } bis { $notAfter }. Name und Bild sind Angaben des Herstellers.
note-sealer-not-tax-administration = Gesiegelt von { $signer }. Das beweist, wer gesiegelt hat, nicht, dass er Rechnungen ausstellen darf: Für Steuerrechnungen sprechen allein die Zertifikate der Steuerverwaltung.
note-seal-self-made = Das Siegel „{ $name }“ hat sein Unterzeichner selbst hergestellt, { $maker }: Name und Bild sind nur dessen eigene Angaben.
note-timestamp = Das Siegel hat einen vertrauenswürdigen Zeitstempel: { $time }. Dieser Zeitpunkt entscheidet, ob die Zertifikate galten.
note-timestamp-not-trusted = Das Siegel hat einen Zeitstempel, aber dessen Aussteller vertrauen Sie nicht; er wurde nicht verwendet.
note-timestamp-not-read = Der Zeitstempel des Siegels war nicht lesbar und wurde nicht verwendet.
note-timestamp-does-not-fit = Der Zeitstempel gehört nicht zu diesem Siegel und wurde nicht verwendet.
note-no-signing-time = Das Siegel nennt keine lesbare Zeit; ob das Zertifikat damals galt, lässt sich nicht sagen.
note-archive-damaged = Die Datei ist unvollständig oder beschädigt und lässt sich nicht öffnen. Laden Sie sie noch einmal herunter, oder bitten Sie den Aussteller um die Originaldatei.
note-encrypted = Die Datei ist mit einem Passwort oder Zertifikat verschlossen. Öffnen Sie sie in ihrem eigenen Programm, speichern Sie sie unverschlossen, und prüfen Sie diese.
note-packing-not-supported = Ein Teil der Datei ({ $entry }) ist auf eine Weise gepackt, die hier nicht gelesen wird.
note-entry-damaged = Ein Teil der Datei ({ $entry }) wurde beim Speichern oder Übertragen beschädigt: Seine eigene Prüfsumme stimmt nicht. Besorgen Sie die Originaldatei noch einmal.
note-hidden-bytes = Die Datei enthält { $bytes } Byte, die zu nichts gehören; sie wurden nicht gelesen.
note-path-read-loosely = Manche Namen in der Datei sind an zwei Stellen verschieden geschrieben (Groß- und Kleinschreibung, Ordner) und wurden als die nächstliegenden gelesen: { $entries }.
note-entry-not-read = Ein Teil der Datei war nicht lesbar: { $entries }.
note-entry-missing = In der Datei genannt, aber nicht enthalten: { $entries }.
note-several-documents = Die Datei enthält { $documents } Dokumente. Hier steht das erste; öffnen Sie die anderen für sich.
note-entries-not-covered = In der Datei, weder angezeigt noch versiegelt: { $entries }.
note-not-covered-by-all = Nicht von jedem Siegel erfasst: { $entries }.
note-weak-digest = Hier wird eine veraltete Prüfsumme verwendet: Zwei Texte verschiedenen Inhalts mit derselben Prüfsumme lassen sich herstellen. Sie gilt nur, weil es nichts Neueres gibt; vergleichen Sie auch mit der Plattform des Ausstellers.
note-signature-raw = Der Signaturwert ist anders geschrieben als in der Norm (64 Byte); er wurde gelesen, wie er gemeint ist.
note-signature-appended = Nach dem ersten wurde ein weiteres Siegel angebracht; außer der Liste der Siegel hat sich nichts geändert.
note-signature-unlisted = In der Datei gibt es Siegel, die in keiner Liste stehen: { $entries }.
note-seal-over-text = Ein Siegel liegt über diesen Angaben und kann sie verdecken: { $fields }. Sehen Sie genau hin, was darunter steht.
note-text-not-seen = { $reason ->
    [hidden] Auf der Seite verborgen oder fast durchsichtig: { $field }.
    [white] Auf der Seite weiß geschrieben: { $field }.
    [tiny] Auf der Seite zu klein, um gesehen zu werden: { $field }.
    [outside] Außerhalb der Seite oder des eigenen Rahmens: { $field }.
    [clipped] Auf der Seite vielleicht abgeschnitten: { $field }.
    [covered] Auf der Seite vielleicht von etwas verdeckt: { $field }.
    [glyphs] Mit Formen gezeichnet, die nicht die Zeichen sein müssen: { $field }.
    [font] In einer Schrift der Datei gezeichnet, die andere Zeichen zeigen kann: { $field }.
   *[twice] Auf der Seite stehen zwei Texte mit einer Nummer; welcher dies ist, ist nicht bekannt: { $field }.
    } Vergleichen Sie, was Sie sehen, mit den Daten.
note-time-differs = Zwei Zeiten im Siegel liegen mehr als zehn Minuten auseinander.
note-data-differs = Andere Daten in der Datei ({ $entry }) sagen etwas anderes: { $field }. Zwei Programme würden zwei Werte buchen.
note-data-contradicts-page = Der Aussteller hat zwei Werte versiegelt: Programme lesen den einen, Menschen den anderen ({ $field }).

### OFD invoices: what needs no key

finding-invoice-sum = Betrag ohne Steuer und Steuer ergeben nicht den Gesamtbetrag.
finding-invoice-words = Der Betrag in Worten ist nicht der in Ziffern.
finding-invoice-number-form = Rechnungsnummer und -code haben nicht die übliche Stellenzahl.
finding-invoice-tax-id = Das Prüfzeichen einer Steuernummer stimmt nicht.
finding-invoice-issued-later = Die Rechnung ist auf einen Tag nach der Versiegelung datiert.
finding-invoice-times-differ = Zwei Zeiten im Siegel liegen mehr als zehn Minuten auseinander.
finding-invoice-data-differ = Zwei Datensätze in der Datei widersprechen sich.
finding-invoice-data-contradict-page = Seite und Daten widersprechen sich, und kein passendes Siegel liegt darauf.

### OFD invoices: evidence

evidence-name-entry = In der Datei
evidence-name-which = Wessen
evidence-name-page = Seite
evidence-name-text = Jetzt steht da
value-signer = Unterzeichner
value-seal-maker = Hersteller des Siegels
value-seal = Siegel
value-not-in-seal = nicht unter denen, die das Siegel verwenden dürfen
value-no-certificate = kein Zertifikat darin
value-not-covered = unter keinem Siegel: nach dem Versiegeln hinzugefügt oder ausgetauscht
value-list-removed = die Liste der Siegel wurde entfernt
value-signature-value = Signaturwert
value-duplicate-entry = zwei Teile mit einem Namen
value-names-differ-only-in-case = zwei Teile mit fast gleichen Namen
value-path-escapes = ein Name, der aus der Datei hinausführt
value-second-name = ein Teil mit zwei Namen
value-local-header-differs = zwei Angaben zu einem Teil widersprechen sich
value-overlapping-entries = Teile liegen übereinander
value-archive-in-archive = ein zweites, verstecktes Archiv
value-size-differs = eine angegebene Größe ist falsch
value-document-type = eine unerlaubte Deklaration (DOCTYPE)
value-location-in-pieces = eine Ortsangabe in Stücken
value-members-twice = eine Angabe doppelt oder an anderer Stelle
value-signature-members = Angaben der Signaturdatei fehlen oder sind zu viele
value-signature-not-read = die Signaturdatei ist nicht lesbar
value-signature-listed-twice = eine Signatur zweimal aufgeführt
value-seal-not-signed = ein Siegel, das nicht Teil der Signatur ist
value-check-method = Hashverfahren
value-signature-method = Signaturverfahren
value-no-z = ohne das Z des Unterzeichners
value-empty-id = mit leerer Kennung
value-sha-256 = mit SHA-256

### PDF files

verdict-unreadable-now-pages-not-read = Machen Sie einen Screenshot der Seite mit dem Code, und wählen Sie den.
verdict-unreadable-now-codes-not-looked-for = Machen Sie einen Screenshot der Seite mit dem Code, und wählen Sie den.
reading-file-title = Datei wird gelesen
reading-file-lead = Die Datei bleibt auf diesem Gerät.
reading-file-open = Datei öffnen
reading-file-code = Codes auf den Seiten suchen
ofd-title = Die Seiten der Datei
page-title = Seite { $number } der Datei
page-label = Eine Seite der Datei mit den Umrissen der Codes
page-drawn = Auf diesem Gerät vereinfacht aus der Datei gezeichnet: Schrift und Farben zeigt die Datei selbst.

note-password-needed = Die Datei braucht ein Kennwort und konnte nicht gelesen werden.
note-opened-without-password = Die Datei schränkt das Bearbeiten ein; lesen lässt sie sich.
note-later-update = Die Datei wurde danach noch gespeichert; bis auf das hier Genannte hat sich am Gezeigten nichts geändert.
note-signed-again = Danach hat noch jemand signiert.
note-filled-in-after-signing = Formularfelder wurden danach ausgefüllt; der Unterzeichner hat es erlaubt: { $fields }.
note-time-stamped = Ein vertrauenswürdiger Zeitstempel belegt den Zeitpunkt.
note-time-claimed = Den Zeitpunkt nennt nur der Unterzeichner selbst.
note-time-stamp-not-trusted = Der Zeitstempel stammt von keiner vertrauten Stelle und zählt nicht.
note-time-stamp-does-not-fit = Der Zeitstempel passt nicht zu dieser Signatur und zählt nicht.
note-time-stamp-only = Es gibt nur einen Zeitstempel: Er belegt wann, nicht von wem.
note-invisible-text = Die Datei enthält unsichtbaren Text; er wurde nicht benutzt.
note-trailing-bytes = Hinter dem Dateiende steht Leerraum; das ändert nichts.
note-algorithm-unsupported = Diese Art von Signatur lässt sich hier noch nicht prüfen.
note-pages-not-read = Nicht alle Seiten der Datei wurden gelesen: nur die ersten, und nur einige Sekunden lang.
note-too-large = Die Datei ist zu groß oder zu verschachtelt; sie wurde nicht zu Ende gelesen.
note-blank-front = Vor dem Dateianfang stand Leerraum; er wurde weggelassen.
note-codes-not-looked-for = Codes auf den Seiten wurden hier nicht gesucht. Ist einer aufgedruckt: einen Screenshot davon machen und den wählen.
note-file-not-readable = Dieses PDF ist beschädigt: Keine Seite ist lesbar, und keine Signatur wurde gefunden.
note-attached-invoice = Rechnungsdaten sind angehängt ({ $names }); Anhänge werden hier nicht geprüft.
note-signing-certificate-missing = Die Signatur nennt ihr Zertifikat nicht, wie CAdES es verlangt; am Ergebnis ändert das nichts.
value-resaved = Ein anderes Programm hat die Datei neu gespeichert und die Signatur weggelassen
value-printed-to-pdf = Dieses PDF entstand durch Drucken; dabei geht keine Signatur mit
value-scanned = Das ist ein Scan; dabei geht keine Signatur mit
value-empty-field = Ein Signaturfeld ist da, aber niemand hat signiert
value-never-signed = In dieser Datei ist keine elektronische Signatur
change-content = Seiteninhalt wurde ersetzt
change-page = Seiten kamen dazu oder fehlen
change-annotation = eine Notiz oder ein Stempel kam dazu
change-form = ein Formularfeld wurde geändert
change-font = eine Schrift wurde ersetzt
change-picture = ein Bild wurde ersetzt
change-layer = Ebenen wurden umgeschaltet
change-signature = ein Signaturfeld wurde angefasst
change-script = ein Skript oder eine Aktion kam dazu
change-signed-bytes = signierte Bytes wurden geändert
change-bytes-after-the-end = hinter dem Ende wurde etwas angehängt
change-other = etwas anderes wurde geändert
change-chain = eine spätere Fassung baut nicht auf der signierten auf
change-end-not-covered = die Signatur reicht nicht bis zum Ende ihrer Fassung
value-byte-range = die Signatur deckt nicht genau die ganze Datei
value-duplicate-key = ein Eintrag der Signatur steht doppelt da
value-object-stream = die Signatur steht, wo keine stehen darf
value-cms = die Signaturdaten sind nicht lesbar
value-signers = nicht genau ein Unterzeichner
value-content-inside = die Signatur trägt eigenen Inhalt in sich
value-attributes = signierte Angaben fehlen oder stehen doppelt da
value-structure = der Aufbau der Datei ist zerstört
value-no-end = die Datei hat kein Ende
value-signer-certificate-missing = das Zertifikat des Unterzeichners fehlt
evidence-name-objects = Objekte
evidence-name-paths = Wo
evidence-name-pages = Seiten
evidence-name-repair = Passende Änderung
evidence-name-subFilter = Form der Signatur
evidence-name-attribute = Angabe
evidence-name-byteRange = Signierter Bereich
evidence-name-names = Namen

## Nachrichten von Zahlungs-Gateways

outcome-title = Was die Nachricht sagt
outcome-paid = bezahlt
outcome-accepted = angenommen, Ergebnis steht aus
outcome-pending = steht aus
outcome-failed = gescheitert
outcome-closed = geschlossen
outcome-refunded = erstattet
outcome-sealed = versiegelt
outcome-not-a-payment = keine Zahlung
outcome-unknown = unbekannt
note-bare-key = Ein Schlüssel ohne Zertifikat: Sie vertrauen ihm selbst, und es gibt keine Gültigkeit zu prüfen.
note-shape-unread = So, wie dieser Text geschrieben ist, lässt er sich nicht sicher lesen: Fügen Sie den rohen Inhalt oder das Formular ein, wie es ankam, oder als JSON.
note-weak-key = Der Schlüssel hat nur { $bits } Bit. Ein so kurzer lässt sich brechen, und wer ihn bricht, kann unterschreiben: Er steht für nichts ein. Verlangen Sie vom Gateway einen mit 2048 Bit.
note-other-key-fits = Ein anderer vorliegender Schlüssel passt zu dieser Nachricht, und niemand steht für ihn ein. Der Schlüssel, dem Sie vertrauen, passt nicht: Ein Schlüssel, der mit einer Nachricht kam, beweist nichts.
note-about-refund = Diese Nachricht handelt von einer Erstattung: Sie sagt, was aus der Erstattung wurde, nicht aus der Zahlung. Die Zahlung steht, wie sie war, bis das Gateway etwas anderes sagt.
note-foreign-subject = Das Zertifikat trägt nicht den Namen des Gateways; es zählt, weil Sie ihm ausdrücklich vertrauen.
note-keyed-mac = Diese Art wird mit einem gemeinsamen Schlüssel geprüft: Wer sie prüfen kann, kann sie auch machen; sie beweist anderen nichts.
note-own-merchant = Die Händlernummer darin ({ $value }) ist eine, die Sie aufbewahren.
note-other-merchant = Die Nachricht nennt den Händler { $value }; den bewahren Sie nicht auf: Dies wurde nicht an Sie bezahlt.
note-merchant-not-named = Die Nachricht nennt keinen Händler: Vergleichen Sie Auftragsnummer und Betrag.
note-own-request = Dies ist die eigene Anfrage des Händlers, nichts, was das Gateway gesagt hat.
note-resource-not-opened = Der APIv3-Schlüssel öffnet den versiegelten Teil nicht; das Ergebnis bleibt.
note-sign-type-signed = sign_type gehört zum Signierten: Manche Produkte tun das, es ist kein Fehler.
note-signing-time-unknown = Die Nachricht sagt nicht, wann sie signiert wurde: Die Gültigkeit wird von der genannten Zeit bis jetzt beurteilt.
note-unsigned-text = Daneben steht weiterer Text, der nicht signiert ist; nur die gezeigten Zeilen gehören zur Nachricht.
note-other-merchants-certificate = Das Zertifikat gehört einem anderen Händler ({ $certificate }) als dem Empfänger ({ $value }): bei Dienstleistern zulässig.
note-from-the-future = Die Zeit der Nachricht liegt mehr als einen Tag nach dem Prüfzeitpunkt.
evidence-name-bits = Bit
evidence-name-change = Art der Änderung
evidence-name-status = Ergebnis
evidence-name-hides = Enthält
evidence-name-role = Rolle
evidence-name-environment = Plattform
evidence-name-outcome = Ergebnis
evidence-name-impossible = Unmöglich
evidence-name-unusual = Ungewöhnlich
evidence-name-keyed = Gemeinsamer Schlüssel
evidence-name-request = Eigene Anfrage
evidence-name-probe = Probe
evidence-name-signMethod = signMethod
value-plus-for-blank = „+“ wurde zum Leerzeichen: einmal zu oft dekodiert
value-double-decoded = das Framework dekodierte, das Programm noch einmal
value-not-decoded = nie URL-dekodiert
value-html-entities = ein Eingabefilter hat als HTML maskiert
value-backslashes = Backslashes kamen hinzu oder fehlen
value-charset = anderer Zeichensatz als angegeben
value-empty-members = leere Felder wurden vor dem Signieren weggelassen
value-member-order = Felder in anderer Reihenfolge
value-trimmed = ein Leerzeichen am Rand wurde entfernt
value-number-format = ein Betrag verlor seine Nachkommastellen
value-nested-json = ein JSON-Wert wurde neu ausgegeben
value-json-slashes = Schrägstriche im JSON sind anders geschrieben
value-json-unicode = Zeichen im JSON sind anders geschrieben
value-json-html-safe = Sonderzeichen im JSON wurden maskiert
value-json-order = das JSON wurde erst in ein Objekt gelesen
value-milliseconds = der Zeitstempel ist in Millisekunden
value-pem-form = die Zeilenenden des Zertifikats sind andere
value-digest-algorithm = ein anderer Hash wurde verwendet
value-single-hash = einmal statt zweimal gehasht
value-extra-member = ein Feld zu viel
value-missing-member = ein Feld fehlt
value-twin = der Wert eines verwandten Feldes
value-digit = eine Ziffer ist anders
value-unit = Yuan und Fen wurden verwechselt
value-letter-case = andere Groß- und Kleinschreibung
value-added = nach dem Signieren hinzugefügt
value-removed = nach dem Signieren entfernt
value-keyed = mit gemeinsamem Schlüssel geprüft
value-request = eigene Anfrage des Händlers
value-probe = eine Probe der Plattform
value-name = kein gültiger Name
value-too-many = zu viele
value-certificate = Zertifikat
value-ca = Zertifikat einer CA
value-usage = nicht zum Signieren
value-subject = nicht der Name des Gateways
value-paid = bezahlt
value-accepted = angenommen
value-pending = steht aus
value-failed = gescheitert
value-closed = geschlossen
value-refunded = erstattet
value-sealed = versiegelt
value-not-a-payment = keine Zahlung
value-test = Testplattform
evidence-name-kinds = Arten
evidence-name-box = Rahmen
evidence-name-source = Quelle
evidence-name-bytes = Bytes

# Aussteller mit Namen (das Verzeichnis).
note-test-certificate = Das gehört zu einer Testhierarchie ({ $certificate }): Was darunter signiert ist, sagt nichts über einen wirklichen Verkauf.
note-anchor-form = Das vertraute Zertifikat hat nicht die Form, die der Standard von seinem Aussteller verlangt ({ $detail }). Es zählt trotzdem: Vertraut wird seinem Schlüssel und seinem Namen.
note-no-key-identifier = Das Zertifikat sagt nicht, welcher Schlüssel es signiert hat ({ $detail }). Name und Signatur führen trotzdem zu seinem Aussteller.
note-issuer-known = Das ist { $nameDe } von { $publisher }. Sein Fingerabdruck { $sha256 } ist der in öffentlichen Quellen (unabhängige gezählt: { $sources }; Verzeichnis vom { $catalogue }). Die Seite des Herausgebers: { $page }.
note-issuer-candidate = Das sieht aus wie { $nameDe } von { $publisher }. Sein Fingerabdruck { $sha256 } wurde nur in wenigen öffentlichen Quellen gesehen (unabhängige gezählt: { $sources }): Vergleichen Sie ihn mit der Seite des Herausgebers ({ $page }), bevor Sie ihm vertrauen.
note-issuer-same-key = Ein anderes Zertifikat mit dem Schlüssel von { $nameDe } von { $publisher }, vielleicht neu ausgestellt. Vergleichen Sie seinen Fingerabdruck { $sha256 } mit der Seite des Herausgebers ({ $page }).
note-issuer-found = Das hat den Schlüssel von { $nameDe } von { $publisher }, dessen Zertifikat wir bisher nicht gesehen hatten. Vergleichen Sie seinen Fingerabdruck { $sha256 } mit der Seite des Herausgebers ({ $page }).
note-issuer-other-key = Vorsicht: Dieses Zertifikat ({ $certificate }) nennt sich { $nameDe }, aber sein Schlüssel ist nicht der, den wir kennen. Vergleichen Sie seinen Fingerabdruck { $sha256 } mit der Seite von { $publisher } ({ $page }); vertrauen Sie ihm nicht, bevor beide übereinstimmen.
note-issuer-missing = Es fehlt das Zertifikat { $nameDe } von { $publisher }. Angeboten wird es auf der Seite „{ $page }“. SHA-256 { $sha256 }, gesehen in öffentlichen Quellen (unabhängige gezählt: { $sources }; Verzeichnis vom { $catalogue }).
note-issuer-missing-candidate = Es fehlt wohl das Zertifikat { $nameDe } von { $publisher }. SHA-256 { $sha256 }, nur in wenigen öffentlichen Quellen gesehen (unabhängige gezählt: { $sources }): Vergleichen Sie es mit der Seite „{ $page }“.
note-issuer-missing-wanted = Es fehlt das Zertifikat { $nameDe } von { $publisher }. Suchen Sie es auf der Seite „{ $page }“. Wir haben dieses Zertifikat nicht gesehen; die Kennung seines Schlüssels ist { $keyId }.
note-issuer-missing-other-key = Das fehlende Zertifikat trägt den Namen { $nameDe } von { $publisher } und hat einen anderen Schlüssel als den, den wir kennen: vielleicht einen neueren, vielleicht einen fremden. Fragen Sie auf der Seite „{ $page }“ danach; einen Fingerabdruck zum Vergleichen kennen wir nicht.
note-issuer-listed = Die signierte Vertrauensliste von { $territory } vom { $issued } nennt dieses CA-Zertifikat ({ $certificate }) für qualifizierte Signaturen oder Siegel. Die Liste ist alt und sagt nicht, was heute gilt.
note-trust-group = Vertraut mit der Gruppe „{ $nameDe }“ ({ $group }), eingeschaltet { $since }; Verzeichnis vom { $catalogue }. Ihre Mitglieder: { $membersDe }. { $lacks ->
    [true] Nicht abgedeckt: { $missingDe }.
   *[false] {""}
    }
note-sample-key = Der Schlüssel dieses Zertifikats ist ein öffentliches Muster: Jeder kann damit signieren, darum zählt nichts, was er signiert hat.
value-weak-digest = die Prüfsumme unter der Signatur des Zertifikats ist heute zu schwach (SHA-1)
value-sample-key = der Schlüssel ist ein öffentliches Muster: Jeder kann damit signieren
issuer-title = Welches Zertifikat fehlt
issuer-title-alike = Ein Zertifikat mit bekanntem Namen
issuer-compare = Diese Seite lädt es nie selbst. Holen Sie es beim Herausgeber, vergleichen Sie den Fingerabdruck und fügen Sie es dann hinzu.

## What a program signs over, and what is sealed

message-text = Signierter Text
message-text-lead = Jedes Zeichen zählt, auch Zeilenenden. Die Kopie ist genau; hier sind Steuerzeichen sichtbar gemacht.
message-as-given = Wie die Nachricht ihn gibt
message-as-signed = Wie er lauten muss: Das passt zur Signatur
program-title = Mein Programm prüfen
program-place = Der Unterschied liegt in { $field }, ab Zeichen { $position } des signierten Textes.
program-altered = Das ist kein Fehler eines Parsers: Ein Wert wurde nach dem Signieren geändert. Bewahren Sie beide Texte auf und fragen Sie den Auftrag beim Gateway ab. Sehen Sie nach, wer in Protokoll oder Datenbank schreiben darf.
program-other = Nehmen Sie den rohen Inhalt vor jedem Parser, Filter oder Kürzen; dekodieren Sie einmal; bilden Sie dann den signierten Text und vergleichen Sie ihn mit dem oben.
program-plus-for-blank = Ihr Framework hat aus + ein Leerzeichen gemacht: einmal zu oft dekodiert. Lesen Sie den rohen Inhalt und dekodieren Sie einmal.
program-double-decoded = Der Wert wurde zweimal dekodiert: vom Framework und noch einmal von Ihrem Programm. Lassen Sie eines davon weg.
program-not-decoded = Der Wert wurde nie dekodiert. Dekodieren Sie jeden Wert einmal (URL), bevor Sie den signierten Text bilden.
program-html-entities = Ein Eingabefilter hat HTML-Entitäten geschrieben. Prüfen Sie die Signatur vor jedem Filter.
program-backslashes = Rückstriche wurden eingefügt oder entfernt (Magic Quotes, Protokoll als JSON). Prüfen Sie den rohen Wert.
program-charset = Der Zeichensatz ist ein anderer. Nehmen Sie den, den die Nachricht nennt, beim Lesen und für den signierten Text.
program-empty-members = Leere Angaben wurden weggelassen. Lassen Sie sie im signierten Text stehen.
program-member-order = Die Angaben stehen in anderer Reihenfolge. Sortieren Sie Namen nach Codepunkten, nicht nach Sprache und nicht ohne Rücksicht auf Groß- und Kleinschreibung.
program-trimmed = Ein Leerzeichen oder Zeilenende wurde abgeschnitten. Schalten Sie das für diese Route ab.
program-number-format = Ein Betrag wurde als Zahl gelesen und neu geschrieben. Behalten Sie Beträge als Text.
program-nested-json = Ein JSON-Wert wurde geparst und neu geschrieben. Behalten Sie seinen rohen Text.
program-json-slashes = JSON wurde geparst und neu geschrieben: Schrägstriche sind anders maskiert. Prüfen Sie den rohen Inhalt, vor jedem Parser.
program-json-unicode = JSON wurde geparst und neu geschrieben: Zeichen sind anders maskiert. Prüfen Sie den rohen Inhalt, vor jedem Parser.
program-json-html-safe = JSON wurde mit HTML-sicheren Zeichen neu geschrieben. Prüfen Sie den rohen Inhalt, vor jedem Parser.
program-json-order = Der Inhalt wurde an ein Objekt gebunden und in anderer Reihenfolge neu geschrieben. Prüfen Sie den rohen Inhalt, vor jedem Parser.
program-milliseconds = Der Zeitstempel steht in Millisekunden. Nehmen Sie den Wert des Kopfes, wie er kam, in Sekunden.
program-pem-form = Die Zeilenenden des Zertifikats wurden geändert. Nehmen Sie signPubKeyCert, wie es kam, mit CR LF.
merchants-title = Meine Händlernummer
merchants-why = Bewahren Sie Ihre eigene Nummer beim Gateway auf (merId von UnionPay, mchid von WeChat Pay, 2088… von Alipay): Jede Nachricht wird dann damit verglichen, und Sie sehen, ob die Zahlung Ihre ist.
merchants-number = Händlernummer
merchants-keep = Auf diesem Gerät aufbewahren und vergleichen
merchants-forget = Nicht mehr aufbewahren
merchants-wrong = Das ist keine Händlernummer: nur Ziffern und Buchstaben, höchstens 32 Zeichen, höchstens 20 Nummern.
merchants-here = Der Browser bewahrt nichts auf: Die Nummer gilt, bis die Seite geschlossen wird.
merchants-never = Sie bleibt auf diesem Gerät, steht in keinem Bericht und geht an niemanden.
sealed-title = Den verschlüsselten Teil öffnen
sealed-why = Die Nachricht ist echt; Betrag und Ergebnis sind für ihren Händler verschlüsselt. Ihr APIv3-Schlüssel (32 Zeichen) öffnet sie hier.
sealed-key = APIv3-Schlüssel
sealed-open = Einmal öffnen
sealed-never = Der Schlüssel bleibt auf diesem Gerät, dient dieser einen Prüfung und wird dann vergessen. Er wird nicht gespeichert und steht in keinem Bericht.

### Dateien: was zuerst zu tun ist

invoice-now-wrong = Nicht erstatten lassen, absetzen oder danach zahlen, bis die Sache klar ist.
    .detail = Behalten Sie die Datei, wie sie ist, fragen Sie den Aussteller und sehen Sie auf der Plattform der Steuerverwaltung nach.
    .merchant = Diese Datei nicht noch einmal versenden. Erst klären, dann neu ausstellen.
invoice-now-unvouched = Nicht erstatten lassen oder absetzen, bevor klar ist, wer sie gesiegelt hat.
    .detail = Fragen Sie den Aussteller, wessen Zertifikat es ist, und sehen Sie auf der Plattform der Steuerverwaltung nach.
    .merchant = Geben Sie den Empfängern auch die Zertifikate.
invoice-now-unsigned = Diese Datei allein genügt nicht: Bitten Sie den Aussteller um die ursprüngliche OFD-Datei.
    .detail = Auch die Plattform der Steuerverwaltung gibt Auskunft über die Rechnung.
    .merchant = Senden Sie das gesiegelte Original, keinen Ausdruck und kein Bild.
invoice-now-unreadable = Prüfen Sie noch einmal die Datei, die Sie zuerst bekommen haben.
    .detail = Unlesbar heißt nicht ungültig; auch die Plattform der Steuerverwaltung gibt Auskunft.
    .merchant = Senden Sie die ursprüngliche Datei noch einmal.
invoice-now-verified = Datei unverändert aufbewahren; vor der Erstattung auf der Plattform der Steuerverwaltung nachsehen.
    .detail = Sie ist unversehrt, und Sie sehen, wer sie gesiegelt hat. Ob sie schon benutzt wurde, weiß nur die Plattform.
    .merchant = Nichts zu tun. Bewahren Sie die Datei unverändert auf.
einvoice-now-wrong = Machen Sie mit dieser Rechnung nichts geltend und zahlen Sie nicht danach, bis die Sache klar ist.
    .detail = Heben Sie sie unverändert auf, fragen Sie den Aussteller unter einer Nummer, die Sie schon kannten, und prüfen Sie sie mit ihrer IRN auf der Seite des Rechnungsportals selbst.

einvoice-now-unvouched = Zahlen Sie nicht danach und machen Sie nichts geltend, bevor klar ist, wer sie signiert hat.
    .detail = Holen Sie das Zertifikat des Rechnungsportals von dessen eigener Seite, vergleichen Sie den Fingerabdruck und vertrauen Sie ihm hier.

einvoice-now-unreadable = Prüfen Sie den Code oder die Datei, die Sie zuerst erhielten, noch einmal.
    .detail = Unlesbar ist nicht ungültig; auch die Seite des Rechnungsportals gibt Auskunft.

file-now-wrong = Nach dieser Datei nicht zahlen und nichts erstatten lassen, bis die Sache klar ist.
    .detail = Behalten Sie sie, wie sie ist, und fragen Sie den Aussteller unter einer Nummer, die Sie schon kannten.
    .merchant = Diese Datei nicht noch einmal versenden. Erst klären, dann neu signieren.
file-now-unvouched = Nicht danach zahlen, bevor klar ist, wer sie signiert hat.
    .detail = Fragen Sie den Aussteller unter einer Nummer, die Sie schon kannten; dann das Zertifikat importieren und ihm vertrauen.
    .merchant = Nehmen Sie die ganze Zertifikatskette in die Datei auf.
file-now-unsigned = Diese Datei allein beweist nichts: Bitten Sie den Aussteller um das signierte Original.
    .detail = Drucken, Neuspeichern und Scannen entfernt Signaturen.
    .merchant = Senden Sie das signierte Original, keinen Ausdruck und keinen Scan.
file-now-unreadable = Prüfen Sie noch einmal die Datei, die Sie zuerst bekommen haben.
    .detail = Unlesbar heißt nicht ungültig.
    .merchant = Senden Sie die ursprüngliche Datei noch einmal.
file-now-verified = Nichts zu tun. Bewahren Sie die Datei unverändert auf.
verdict-verified-why-filled = Die Signatur passt und das Zertifikat ist gültig. Danach ausgefüllt, wie der Unterzeichner es erlaubt, und nicht signiert: { $fields }.
knows-filled = Bis auf Formularfelder, die wie erlaubt ausgefüllt wurden, hat sich seit dem Signieren nichts geändert.
verdict-unreadable-now-password-needed = Bitten Sie den Aussteller um die Datei ohne Kennwort.
verdict-unreadable-now-encrypted = Bitten Sie den Aussteller um die Datei ohne Verschlüsselung.
