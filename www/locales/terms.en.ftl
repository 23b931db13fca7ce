# What a card slip's lines mean, what is odd about its numbers, and receipts that are known by name. Ids by pattern:
# tvr-<id>, tsi-<id>, aip-<id>, cvm-<id>, cvm-condition-<id>, cvm-result-<id>, aid-scheme-<id>, aid-product-<id>,
# finding-<id> (with -pass and -unknown where it can hold or stay open), foreign-<id>, foreign-<id>-why, note-<id>.
# Findings and notes get their own members as arguments.

### Notes

note-merchant-number = Merchant number { $value }: acquirer { $acquirer }, region { $region }, kind of business { $mcc }, serial { $serial }.
merchant-number-acquirer = Acquirer
merchant-number-region = Region
merchant-number-region-near = near { $name }
merchant-number-region-gb2260 = by the state’s area code (GB/T 2260)
merchant-number-region-unionpay = by UnionPay’s own area code
merchant-number-mcc = Kind of business
merchant-number-mcc-unknown = a code that our list does not have
merchant-number-serial = Serial
merchant-number-about = The parts say how the shop was registered. They are printed by the terminal and prove nothing.
note-feature-code = { $fits ->
    [true] The feature code { $printed } fits the reference number. Anyone can compute it: it shows that nothing was mistyped, not that the slip is genuine.
    [false] The feature code { $printed } does not fit the reference number. Compare both with the paper and with the merchant’s copy.
   *[other] The feature code is a check code beside the signature image. Anyone can compute it; it is not a signature.
    }
feature-code-printed-date = with the printed settlement date
feature-code-transaction-day = settled on the day of the sale
feature-code-day-after = settled on the day after
feature-code-no-date = without a settlement date
feature-code-no-reference = without a reference number
feature-code-offline = offline sale: batch and trace number
note-tvr = What the terminal found out about card and payment (TVR { $value }).
note-tsi = What the terminal did (TSI { $value }).
note-aip = What the card can do (AIP { $value }).
note-cvmr = How the cardholder was verified (CVM results { $value }).
note-aid = Which application of the card was used (AID { $value }).
note-cryptogram = { $kind ->
    [tc] TC: the card’s cryptogram for an approved payment.
    [arqc] ARQC: the card’s cryptogram that asks its bank for approval.
   *[aac] AAC: the card’s cryptogram for a declined payment.
    } Only the bank that issued the card can check it.
note-entry-mode = { $value ->
    [S] The card’s magnetic stripe was swiped.
    [I] The card’s chip was inserted.
    [C] The card was held to the reader (contactless).
    [M] The card number was typed in.
    [F] The chip could not be read, so the stripe was used.
   *[N] Paid without a card.
    }
note-acquirer-licence = Who took this payment must be licensed in China, unless it is a bank: look the name up in the list of licensed institutions at www.pbc.gov.cn (政务公开). Check that name, validity, area and kind of business fit.
note-amounts-not-bound = What is signed is a hash of the invoice. Seller, time and amounts stand beside it unsigned: someone could change them and the signature would still fit.
note-invoice-needed = The key is vouched for, but the amounts can be checked only against the invoice itself. Ask the shop for the electronic invoice (XML).
note-ca-signature = { $fits ->
    [true] The signature of the certification authority in the code is the one of this certificate.
   *[false] The code names another issue of this certificate: its authority’s signature is different.
    }
### Notes on till receipts

note-card-slip = { $place ->
    [TW] A card slip from Taiwan
    [JP] A card slip from Japan
    [HK] A card slip from Hong Kong
    [MO] A card slip from Macau
    [MY] A card slip from Malaysia
    [SG] A card slip from Singapore
    [TH] A card slip from Thailand
    [ID] A card slip from Indonesia
    [PH] A card slip from the Philippines
    [VN] A card slip from Vietnam
    [IN] A card slip from India
    [KR] A card slip from Korea
    [DE] A card slip from Germany
    [AT] A card slip from Austria
   *[other] A card slip
    }. It carries no signature. Only the bank that issued the card and the shop’s acquirer know whether it was paid.
note-broken-off-receipt = The receipt says that the sale was broken off: it was never paid. A signature that fits changes nothing about that.
note-cancellation-receipt = The receipt says that it cancels another one.
note-certificate-expired = The certificate had expired ({ $notAfter }) when the receipt was signed ({ $time }). A till may go on using its signing unit, so that is noted and not held against it.
note-chain-follows = The chaining value follows from receipt { $previous }: nothing was left out between the two.
note-code-behind-address = The code is behind the address { $host }, where it would have to be fetched. This page fetches nothing: paste the code itself.
note-first-receipt = This is the first receipt of the till { $registerId }.
note-key-in-code = The key stands in the code itself. That the signature fits it shows that nothing in the code changed, and not whose key it is.
note-key-recovered = { $by ->
    [serial] The key was recovered from the signature; its serial number is the printed one.
   *[other] { $receipts } receipts were signed with one key, which was recovered from their signatures. Whose key it is, only a certificate can tell.
    }
note-key-supplied = A public key that you added was used: this till belongs to a closed system without certificates.
note-log-message-version = The signed message is of version { $version }, an uncommon one.
note-no-common-key = These receipts have no key in common, so it can't be recovered from them. Add the certificate.
note-no-sale = The code is genuine and of no sale: { $kind ->
    [AVTransfer] a transfer between tills
    [AVBestellung] an order
    [Bestellung-V1] an order
    [AVSachbezug] goods given to staff
    [AVRechnung] an invoice, paid elsewhere
   *[other] another event of the till
    }. It proves no payment.
note-ocr-form = The code is printed as text (OCR form).
note-rebuilt-from-print = What was signed was put together from the printed lines.
note-second-receipt-helps = With a second receipt of the same till, the key can be recovered and both can be checked against each other. Add one below this one.
note-serial-fits-key = The printed serial number belongs to the key in the code.
note-start-not-signed = The time at which the sale began is printed, but not signed: it can't be checked.
note-test-signature = This is a test signature: the receipt proves nothing.
note-time-converted = { $field }: the paper shows { $printed }, signed was { $signed }. It is the same moment in another time zone.
note-training-receipt = The receipt says that it is a training receipt: no sale.

### Bits

bit-reserved = reserved, and set all the same

### Terminal verification results (TVR)

tvr-oda-not-performed = The card was not authenticated offline.
tvr-sda-failed = Offline authentication of the card’s data failed.
tvr-data-missing = Data of the chip are missing.
tvr-on-exception-list = The card is on the terminal’s exception list.
tvr-dda-failed = Offline authentication of the card itself failed.
tvr-cda-failed = Offline authentication of card and payment together failed.
tvr-sda-chosen = The simple kind of offline authentication was chosen.
tvr-versions-differ = Card and terminal have different versions of the application.
tvr-application-expired = The card’s application has expired.
tvr-application-not-yet-valid = The card’s application is not valid yet.
tvr-service-not-allowed = The card does not allow this kind of payment.
tvr-new-card = The card is new.
tvr-cvm-failed = The cardholder was not verified.
tvr-cvm-unknown = The card asked for a verification that the terminal does not know.
tvr-pin-tries-used-up = Too many wrong PINs.
tvr-no-pin-pad = A PIN was needed, and the PIN pad is missing or broken.
tvr-pin-not-entered = A PIN was needed, and none was entered.
tvr-online-pin = A PIN was entered and sent to the bank.
tvr-over-floor-limit = The amount is above the limit for offline payments.
tvr-lower-offline-limit = The lower number of offline payments in a row is used up.
tvr-upper-offline-limit = The upper number of offline payments in a row is used up.
tvr-chosen-at-random = Chosen at random to be approved online.
tvr-merchant-forced-online = The shop asked for approval online.
tvr-default-tdol = A standard data list was used.
tvr-issuer-authentication-failed = The answer of the card’s bank could not be authenticated.
tvr-script-failed-before = A command of the card’s bank failed before the payment was concluded.
tvr-script-failed-after = A command of the card’s bank failed after the payment was concluded.

### Transaction status information (TSI)

tsi-oda-performed = The card was authenticated offline.
tsi-cvm-performed = The cardholder was verified.
tsi-card-risk-performed = The card weighed its risk.
tsi-issuer-authenticated = The card’s bank was authenticated.
tsi-terminal-risk-performed = The terminal weighed its risk.
tsi-script-processed = Commands of the card’s bank were carried out.

### Application interchange profile (AIP)

aip-sda = simple offline authentication
aip-dda = offline authentication of the card
aip-cvm = cardholder verification
aip-terminal-risk = the terminal has to weigh its risk
aip-issuer-authentication = authentication of the bank
aip-on-device-cvm = verification on the phone
aip-cda = offline authentication of card and payment together
aip-contactless-emv = contactless chip payment

### Cardholder verification

cvm-fail = verification was to fail
cvm-pin-card = PIN, checked by the card
cvm-pin-online = PIN, checked by the bank
cvm-pin-card-signature = PIN checked by the card, and signature
cvm-pin-encrypted-card = encrypted PIN, checked by the card
cvm-pin-encrypted-card-signature = encrypted PIN checked by the card, and signature
cvm-signature = signature
cvm-none-needed = none needed
cvm-document = identity document
cvm-on-device = on the phone
cvm-none = none
cvm-other = another way
cvm-condition-always = always
cvm-condition-unattended-cash = for cash from a machine
cvm-condition-no-cash = for payments that are no cash
cvm-condition-if-supported = if the terminal can
cvm-condition-manual-cash = for cash at the counter
cvm-condition-cashback = for payments with cash back
cvm-condition-below-x = below a first amount
cvm-condition-above-x = above a first amount
cvm-condition-below-y = below a second amount
cvm-condition-above-y = above a second amount
cvm-condition-other = otherwise
cvm-result-unknown = left to the bank
cvm-result-failed = failed
cvm-result-successful = successful
cvm-result-other = not known

### Applications (AID)

aid-scheme-unionpay = UnionPay
aid-scheme-visa = Visa
aid-scheme-mastercard = Mastercard
aid-scheme-maestro = Maestro
aid-scheme-jcb = JCB
aid-scheme-amex = American Express
aid-scheme-girocard = girocard
aid-scheme-discover = Discover
aid-product-debit = debit card
aid-product-credit = credit card
aid-product-quasi-credit = quasi-credit card
aid-product-electronic-cash = electronic cash
aid-product-us-debit = debit card (USA)

### Findings

finding-form = { $value } has not the form that this number has.
finding-form-pass = Lengths and characters are as they should be.
finding-region = { $code } is no known area.
finding-region-pass = The area { $code } exists.
finding-category-pass = The kind of business { $code } exists.
finding-category-unknown = The kind of business { $code } is not in our list.
finding-category-and-name = The shop’s name ({ $word }) and its registered kind of business ({ $code }) do not go together.
finding-feature-code = { $reason ->
    [date] The feature code fits the reference number, but only with { $impliedDate } as settlement date.
   *[reference] The feature code does not fit the reference number: one of them was misread or mistyped, or the signature image belongs to another slip.
    }
finding-feature-code-pass = The feature code fits the reference number.
finding-feature-code-unknown = { $reason ->
    [letters] The reference number has letters: the feature code cannot be recomputed.
    [length] The reference number is not 12 digits long: the feature code cannot be recomputed.
    [no-reference] The reference number is not there: the feature code cannot be recomputed.
   *[reading] The feature code was not read surely enough.
    }
finding-time-pass = Date and time are possible.
finding-time-future = The slip is dated in the future: { $value }.
finding-time-form = { $value } is not written as a date and time.
finding-date-impossible = There is no such date: { $printed }.
finding-reference-date-pass = The reference number begins with the date or time of the payment.
finding-reference-other-date = The reference number begins with another date ({ $reference }) than the slip’s ({ $date }).
finding-settlement-date = The settlement date { $printed } is neither the day of the payment nor the day after.
finding-settlement-date-pass = The settlement date fits the payment.
finding-original-later = The original payment ({ $printed }) lies after this one.
finding-printed-before = Printed ({ $printed }) before the payment was made ({ $time }).
finding-printed-later = Printed long after the payment ({ $printed }), and not marked as a reprint.
finding-card-expired = The card had expired ({ $printed }) when the slip was made.
finding-card-expired-pass = The card has expired since; a refund may go to it all the same.
finding-order-date = The order number contains another date ({ $printed }).
finding-order-date-pass = The order number contains the date of the payment.
finding-amount-in-words = The amount in words ({ $words }) is not the one in figures ({ $figures }).
finding-amount-in-words-pass = Amount in words and in figures agree.
finding-amount-in-words-unknown = The amount in words could not be read.
finding-amount-twice = Two different amounts are printed: { $first } and { $other }.
finding-sum = { $baseAmount } and the tip { $tip } do not make { $amount }.
finding-sum-pass = Amount and tip make the total.
finding-sign = A minus sign stands before the amount, and the slip is no refund.
finding-zero-amount = The amount is zero.
finding-over-limit = The slip says that no PIN or signature was needed up to { $limit }; the amount is { $amount }.
finding-pin-and-no-pin = The slip says that no PIN was needed, and elsewhere that one was given.
finding-signature-and-none-needed = The slip says that no signature was needed, and the chip asked for one.
finding-online-pin-not-marked = A PIN sent to the bank is stated, but the terminal did not mark it.
finding-online-pin-other-method = The terminal marked a PIN sent to the bank, but another verification is stated.
finding-cvm-not-performed = A verification is stated, but the terminal did not mark one.
finding-cvm-not-supported = A verification is stated that the card cannot do.
finding-oda-failed-approved = Offline authentication of the card failed, and yet the payment is shown as approved. An approval by the bank can explain it: ask the acquirer.
finding-oda-failed-not-performed = Offline authentication is said to have failed and not to have taken place.
finding-oda-performed-and-not = Offline authentication is said to have taken place and not to have taken place.
finding-oda-failed-unperformed = Offline authentication is said to have failed, but it is not marked as done.
finding-oda-not-supported = Offline authentication failed in a way that the card cannot do.
finding-issuer-refused-approved = The bank’s answer could not be authenticated, and yet the payment is shown as approved.
finding-expired-and-not = The chip says that its application has expired; the printed date says otherwise ({ $expiry }).
finding-issuer-authentication-not-supported = The bank was authenticated, though the card cannot do that.
finding-declined-cryptogram = The card’s own answer was to decline (AAC), and the slip looks like a payment.
finding-first-counter-zero = The card’s counter is zero; the first payment counts one.
finding-aid-and-label = The application’s number and its name speak of different cards ({ $label }).
finding-chip-without-chip = The slip shows data of a chip, but says that none was read.
finding-test-slip = The slip calls itself a test.
finding-reprint = The slip is marked as printed again.
finding-not-text = Part of the code is not readable text.
finding-missing-members = The code lacks required parts: { $members }.
finding-vat-number = { $value } is not a Saudi VAT number: 15 digits, the first and the last 3.
finding-vat-number-pass = The VAT number has the right form.
finding-amount-form = { $value } is not written as an amount.
finding-vat-rate-pass = The VAT is 15 % of the net amount.
finding-vat-below-rate = The VAT { $vat } is less than 15 % ({ $expected }): part of it may be free of tax.
finding-vat-above-rate = The VAT { $vat } is more than 15 % of the net amount ({ $expected }).

### Receipts of other countries

note-recognised = Recognised: { $format }.
foreign-in-signed-qr = Indian e-invoice (signed QR code)
foreign-in-signed-qr-why = The QR code of an Indian e-invoice carries the registration portal’s signature and can be checked here: photograph or paste that code.
foreign-pl-ksef = Polish invoice (KSeF)
foreign-pl-ksef-why = The address leads to the Polish tax administration, which knows whether the invoice is registered. It was not opened.
foreign-hr-zki = Croatian receipt (ZKI, JIR)
foreign-hr-zki-why = Nothing on it can be checked offline. The Croatian tax administration knows whether it is registered.
foreign-si-zoi = Slovenian receipt (ZOI, EOR)
foreign-si-zoi-why = Nothing on it can be checked offline. The Slovenian tax administration knows whether it is registered.
foreign-cz-eet = Czech receipt (EET)
foreign-cz-eet-why = The electronic records of sales were abolished in 2023. Nothing on it can be checked offline.
foreign-pt-atcud = Portuguese receipt (ATCUD)
foreign-pt-atcud-why = It shows four characters of a signature, too few to check. The Portuguese tax administration knows whether it is registered.
foreign-it-rt = Italian receipt (documento commerciale)
foreign-it-rt-why = Nothing on it can be checked offline. The till reports its totals to the tax administration.
foreign-hu-nav = Hungarian receipt (NAV)
foreign-hu-nav-why = Nothing on it can be checked offline. The Hungarian tax administration has the till’s records.
foreign-ke-etims = Kenyan receipt (eTIMS)
foreign-ke-etims-why = Nothing on it can be checked offline. The Kenya Revenue Authority knows whether it is registered.

### Decoded values

decoded-title = What the numbers say
decoded-lead = Anyone can print such numbers. That they agree shows that nothing was miscopied, and proves nothing.
decoded-by-number = By the merchant number
decoded-computed = As it is computed
decoded-chip = The chip’s lines, bit by bit
decoded-no-bit = Nothing is marked here.
decoded-bit = byte { $byte }, bit { $bit }
decoded-cvm-result = Result: { $result }
decoded-cvm-next = If this way fails, the card allows the next one.
decoded-aid-unknown = An application that our list does not have.
decoded-counter = { $count }: so many signatures this device has made, this one included
decoded-serial = the SHA-256 of the device’s public key
findings-title = Looked at without a key
findings-none = nothing odd
findings-odd = { $count ->
    [one] 1 thing is odd
   *[other] { $count } things are odd
    }
findings-more = Show { $count } more that were looked at
payment-cash = paid in cash
payment-other = paid without cash
receipt-kind-Beleg = a receipt for a sale
receipt-kind-AVTransfer = a transfer between tills
receipt-kind-AVBestellung = an order
receipt-kind-AVTraining = training, no sale
receipt-kind-AVBelegstorno = the cancellation of a receipt
receipt-kind-AVBelegabbruch = a receipt that was broken off
receipt-kind-AVSachbezug = goods given to staff
receipt-kind-AVSonstige = another business event
receipt-kind-AVRechnung = an invoice, paid elsewhere
trust-service-AT0 = closed system, without certificates
trust-service-AT1 = certificates by A-Trust
trust-service-AT2 = certificates by GlobalTrust
trust-service-AT3 = certificates by PrimeSign
trust-service-AT100 = for tests alone

### Evidence: the signed bytes

evidence-range = Part
evidence-ranges = What the signed bytes mean
evidence-offset = Offset
evidence-read-as = Read as
evidence-structure = { $count ->
    [one] Show 1 part that is structure
   *[other] Show { $count } parts that are structure
    }
evidence-structure-label = Structure of the signed bytes
evidence-missing-here = Something is missing here
evidence-nothing = nothing
evidence-change = What differs
evidence-bytes-at = Bytes
evidence-bytes-before = before byte { $offset }
evidence-before = As it stands
evidence-after = As it was signed
evidence-digest-fits = Digest that fits
evidence-tried-fits = One of them fits, and nothing else was changed.
evidence-tried-none = None of them fits.
evidence-tried-limit = At most { $limit } are tried.
range-version = version
range-logType = object identifier
range-operation = operation
range-clientId = till id (clientId)
range-processData = process data
range-processType = process type
range-transactionNumber = transaction number
range-serialNumber = serial number
range-algorithm = algorithm
range-signatureCounter = signature counter
range-logTime = time of signing
range-header = header
range-turnover = turnover counter, encrypted
range-chaining = chaining value
range-invoiceHash = hash of the invoice
evidence-path-host = given by this page’s host

### What was written in another way

value-decimal-mark = comma and point exchanged
value-thousands-separators = thousands separators
value-decimals = number of decimals
value-cents = amounts in cents
value-amounts = way of writing amounts
value-white-space = white space
value-line-end = a line end too many
value-base32 = base32
value-hex = hexadecimal
value-base64url = base64url
value-offset = offset from universal time
value-time-format = way of writing the time
value-leading-zeros = leading zeros
value-little-endian = bytes in reverse order
value-hyphen = a hyphen of a line break
value-shift-jis = UTF-8 read as Shift_JIS
value-windows-1252 = UTF-8 read as Windows-1252
value-length-in-characters = length counted in characters instead of bytes
value-length-byte-lost = length byte lost: it was written as text
value-trailing-bytes = bytes too many at the end
value-curve = curve
value-hash = hash
value-key = key
value-message = signed text
value-invoice = invoice
value-serial = serial number
value-subject-serial-number = serial number in the certificate

### OFD invoices: fields

field-invoiceType = Kind of invoice
field-invoiceCode = Invoice code
field-invoiceNumber = Invoice number
field-issueDate = Date of issue
field-checkCode = Check code
field-sellerName = Seller
field-sellerTaxId = Seller’s tax number
field-buyerName = Buyer
field-buyerTaxId = Buyer’s tax number
field-documentType = Kind of document
field-itemCount = Items
field-goodsCode = Main goods code (HSN)
field-registration = Registration number (IRN)
field-registered = Registered
field-amountExcludingTax = Amount without tax
field-taxAmount = Tax
field-total = Total with tax

### OFD invoices: notes

note-no-seal = This file carries no seal that can be checked. That does not make it a forgery: some fully digital invoices have none. Look it up on the tax administration’s platform.
note-seal = Seal “{ $name }” (number { $number }), made by { $maker }, to be used from { $notBefore } until { $notAfter }. Name and picture are what its maker says.
note-sealer-not-tax-administration = Sealed by { $signer }. That proves who sealed, not that they may issue invoices: for tax invoices the tax administration’s own certificates alone speak.
note-seal-self-made = The seal “{ $name }” was made by its own signer, { $maker }: its name and picture are only what the signer says.
note-timestamp = The seal has a trusted time stamp: { $time }. That time decides whether the certificates were valid.
note-timestamp-not-trusted = The seal has a time stamp, but you do not trust who issued it; it was not used.
note-timestamp-not-read = The seal’s time stamp could not be read; it was not used.
note-timestamp-does-not-fit = The time stamp does not belong to this seal; it was not used.
note-no-signing-time = The seal states no time that can be read, so it cannot be said whether the certificate was valid then.
note-archive-damaged = The file is incomplete or damaged and cannot be opened. Download it again, or ask the issuer for the original file.
note-encrypted = This file is locked with a password or certificate. Open it in its own reader, save it unlocked, and check that.
note-packing-not-supported = Part of the file ({ $entry }) is packed in a way that is not read here.
note-entry-damaged = Part of the file ({ $entry }) was damaged in storage or on its way: its own checksum does not fit. Get the original file again.
note-hidden-bytes = The file holds { $bytes } bytes that belong to nothing in it; they were not read.
note-path-read-loosely = Some names inside the file are written differently in two places (letter case, folder) and were read as the nearest: { $entries }.
note-entry-not-read = Part of the file could not be read: { $entries }.
note-entry-missing = Named in the file, and not in it: { $entries }.
note-several-documents = The file holds { $documents } documents. What is shown here is the first; open the others by themselves.
note-entries-not-covered = In the file, neither shown nor sealed: { $entries }.
note-not-covered-by-all = Not sealed by every seal: { $entries }.
note-weak-digest = An outdated digest is used here: two texts of different content and one digest can be made. It counts only because nothing newer is there; compare with the issuer’s own platform too.
note-signature-raw = The signature’s value is written otherwise than the standard says (64 bytes); it was read as it is meant.
note-signature-appended = Another seal was added after the first; apart from the list of seals nothing changed.
note-signature-unlisted = There are seals in the file that no list names: { $entries }.
note-seal-over-text = A seal lies over these and may hide them: { $fields }. Look closely at what stands under it.
note-text-not-seen = { $reason ->
    [hidden] Hidden or nearly transparent on the page: { $field }.
    [white] Written in white on the page: { $field }.
    [tiny] Too small to be seen on the page: { $field }.
    [outside] Outside the page, or its own box: { $field }.
    [clipped] Perhaps cut off on the page: { $field }.
    [covered] Perhaps covered by something on the page: { $field }.
    [glyphs] Drawn with shapes that need not be the characters: { $field }.
    [font] Drawn in a font of the file’s own, which may show other characters: { $field }.
   *[twice] Two texts of one number stand on the page, and it is not known which this is: { $field }.
    } Compare what you see with the data.
note-time-differs = Two times in the seal are more than ten minutes apart.
note-data-differs = Other data in the file ({ $entry }) say something else: { $field }. Two programs would book two values.
note-data-contradicts-page = The issuer sealed two values: software will read one, people the other ({ $field }).

### OFD invoices: what needs no key

finding-invoice-sum = Amount without tax and tax do not make the total.
finding-invoice-words = The amount in words is not the one in figures.
finding-invoice-number-form = Invoice number and code do not have the usual number of digits.
finding-invoice-tax-id = A tax number’s check character does not fit.
finding-invoice-issued-later = The invoice is dated after the day it was sealed.
finding-invoice-times-differ = Two times in the seal are more than ten minutes apart.
finding-invoice-data-differ = Two sets of data in the file disagree.
finding-invoice-data-contradict-page = Page and data disagree, and no seal that fits is on them.

### OFD invoices: evidence

evidence-name-entry = In the file
evidence-name-which = Whose
evidence-name-page = Page
evidence-name-text = Now says
value-signer = the signer
value-seal-maker = the maker of the seal
value-seal = the seal
value-not-in-seal = not among those who may use the seal
value-no-certificate = no certificate in it
value-not-covered = under no seal: added or exchanged after sealing
value-list-removed = the list of seals was taken away
value-signature-value = value of the signature
value-duplicate-entry = two parts of one name
value-names-differ-only-in-case = two parts whose names hardly differ
value-path-escapes = a name that leads out of the file
value-second-name = a part with two names
value-local-header-differs = two records of one part disagree
value-overlapping-entries = parts lie upon one another
value-archive-in-archive = a second archive hidden in it
value-size-differs = a stated size is wrong
value-document-type = a declaration that is not allowed (DOCTYPE)
value-location-in-pieces = a location written in pieces
value-members-twice = a member written twice, or elsewhere
value-signature-members = members of the signature file missing or too many
value-signature-not-read = the signature file cannot be read
value-signature-listed-twice = one signature listed twice
value-seal-not-signed = a seal that is not part of the signature
value-check-method = digest method
value-signature-method = signature method
value-no-z = without the signer’s Z
value-empty-id = with an empty identity
value-sha-256 = with SHA-256

### PDF files

verdict-unreadable-now-pages-not-read = Take a screenshot of the page with the code, and choose that.
verdict-unreadable-now-codes-not-looked-for = Take a screenshot of the page with the code, and choose that.
reading-file-title = Reading the file
reading-file-lead = The file stays on this device.
reading-file-open = Open the file
reading-file-code = Look for codes on its pages
ofd-title = The pages of the file
page-title = Page { $number } of the file
page-label = A page of the file, its codes outlined
page-drawn = Drawn on this device from the file, in simpler form: look at the file itself for its letters and colours.

note-password-needed = The file needs a password to open, so it could not be read.
note-opened-without-password = The file restricts editing; it can be read.
note-later-update = The file was saved again after signing; but for what is named here, nothing that is shown changed.
note-signed-again = Somebody else signed it afterwards.
note-filled-in-after-signing = Form fields were filled in after signing, as the signer allowed: { $fields }.
note-time-stamped = A trusted time stamp proves when it was signed.
note-time-claimed = The time of signing is the signer's own word.
note-time-stamp-not-trusted = The time stamp is by an authority that is not trusted; it was not used.
note-time-stamp-does-not-fit = The time stamp does not fit this signature; it was not used.
note-time-stamp-only = There is only a time stamp: it proves when, not by whom.
note-invisible-text = The file holds text that cannot be seen; it was not used.
note-trailing-bytes = There is white space behind the end of the file; it changes nothing.
note-algorithm-unsupported = This kind of signature cannot be checked here yet.
note-pages-not-read = Not all pages of the file were read: only the first ones, and for a few seconds.
note-too-large = The file is too large or too complex; it was not read to the end.
note-blank-front = There was white space in front of the file; it was left out.
note-codes-not-looked-for = Codes on its pages were not looked for here. If a code is printed on it, take a screenshot of the code and choose that.
note-file-not-readable = This PDF is damaged: no page of it can be read, and no signature was found.
note-attached-invoice = Invoice data is attached ({ $names }); attachments are not checked here.
note-signing-certificate-missing = The signature does not name its certificate, as CAdES asks; the result stands.
value-resaved = Another program saved the file again and left the signature out
value-printed-to-pdf = This PDF was made by printing, which takes no signature along
value-scanned = This is a scan, which takes no signature along
value-empty-field = There is a place for a signature, but nobody signed
value-never-signed = There is no electronic signature in this file
change-content = page content was replaced
change-page = pages were added or taken away
change-annotation = a note or stamp was added
change-form = a form field was changed
change-font = a font was replaced
change-picture = a picture was replaced
change-layer = layers were switched
change-signature = a signature field was touched
change-script = a script or automatic action was added
change-signed-bytes = signed bytes were changed
change-bytes-after-the-end = something was attached behind the end
change-other = something else was changed
change-chain = a later save does not build on the signed version
change-end-not-covered = the signature does not reach the end of its version
value-byte-range = the signature does not cover exactly the whole file
value-duplicate-key = an entry of the signature stands there twice
value-object-stream = the signature stands where none may stand
value-cms = the signature data cannot be read
value-signers = not exactly one signer
value-content-inside = the signature carries content of its own
value-attributes = signed attributes are lacking or stand twice
value-structure = the structure of the file is broken
value-no-end = the file has no end
value-signer-certificate-missing = the signer’s certificate is not in the file
evidence-name-objects = Objects
evidence-name-paths = Where
evidence-name-pages = Pages
evidence-name-repair = Change that fits
evidence-name-subFilter = Form of the signature
evidence-name-attribute = Attribute
evidence-name-byteRange = Signed range
evidence-name-names = Names

## Messages of payment gateways

outcome-title = What the message says
outcome-paid = paid
outcome-accepted = accepted, result to come
outcome-pending = pending
outcome-failed = failed
outcome-closed = closed
outcome-refunded = refunded
outcome-sealed = sealed
outcome-not-a-payment = not a payment
outcome-unknown = unknown
note-bare-key = A key without a certificate: you trust it yourself, and there are no dates to check.
note-shape-unread = The way in which this text is written cannot be read for sure: paste the raw body or form as it was received, or as JSON.
note-weak-key = The key has only { $bits } bits. So short a key can be broken, and whoever breaks it can sign: it vouches for nothing. Ask the gateway for one of 2048 bits.
note-other-key-fits = Another key that is at hand fits this message, and nobody vouches for it. The key that you trust does not fit: a key that came with a message proves nothing.
note-about-refund = This message is about a refund: what became of the refund, not of the payment. The payment stands as it was until the gateway says otherwise.
note-foreign-subject = The certificate does not bear the gateway’s name; it counts because you named it as trusted.
note-keyed-mac = This kind is checked with a key that both sides share: who can check it can also make it, so it proves nothing to others.
note-own-merchant = The merchant number in it ({ $value }) is one that you keep.
note-other-merchant = The message names the merchant { $value }, which is none that you keep: this was not paid to you.
note-merchant-not-named = The message names no merchant: compare order number and amount.
note-own-request = This is the merchant’s own request, nothing that the gateway said.
note-resource-not-opened = The APIv3 key does not open the sealed part; the verdict stays.
note-sign-type-signed = sign_type is part of what was signed: some products do so, it is no fault.
note-signing-time-unknown = The message does not say when it was signed: the certificate’s dates are judged from the time it states until now.
note-unsigned-text = Other text stands beside the message and is not signed; only the rows shown belong to it.
note-other-merchants-certificate = The certificate was given to another merchant ({ $certificate }) than the one paid ({ $value }): lawful for service providers.
note-from-the-future = The message’s time is more than a day after the moment of checking.
evidence-name-bits = Bits
evidence-name-change = Kind of change
evidence-name-status = Result
evidence-name-hides = Contains
evidence-name-role = Role
evidence-name-environment = Platform
evidence-name-outcome = Result
evidence-name-impossible = Impossible
evidence-name-unusual = Unusual
evidence-name-keyed = Shared key
evidence-name-request = Own request
evidence-name-probe = Probe
evidence-name-signMethod = signMethod
value-plus-for-blank = “+” became a blank: decoded once too often
value-double-decoded = the framework decoded, and the program again
value-not-decoded = never URL-decoded
value-html-entities = an input filter escaped it as HTML
value-backslashes = backslashes were added or taken away
value-charset = another charset than declared
value-empty-members = empty members were left out before signing
value-member-order = members in another order
value-trimmed = a blank at the end was trimmed
value-number-format = an amount lost its decimals
value-nested-json = a JSON value was printed again
value-json-slashes = slashes in the JSON are written otherwise
value-json-unicode = characters in the JSON are written otherwise
value-json-html-safe = special characters in the JSON were escaped
value-json-order = the JSON was bound to an object first
value-milliseconds = the timestamp is in milliseconds
value-pem-form = the certificate’s line ends differ
value-digest-algorithm = another digest was used
value-single-hash = hashed once instead of twice
value-extra-member = one member too many
value-missing-member = one member is missing
value-twin = the value of a neighbouring member
value-digit = one digit differs
value-unit = yuan and fen were mixed up
value-letter-case = other letter case
value-added = added after signing
value-removed = taken away after signing
value-keyed = checked with a shared key
value-request = the merchant’s own request
value-probe = a probe of the platform
value-name = no valid name
value-too-many = too many
value-certificate = certificate
value-ca = a CA’s certificate
value-usage = not for signing
value-subject = not the gateway’s name
value-paid = paid
value-accepted = accepted
value-pending = pending
value-failed = failed
value-closed = closed
value-refunded = refunded
value-sealed = sealed
value-not-a-payment = not a payment
value-test = test platform
evidence-name-kinds = Kinds
evidence-name-box = Box
evidence-name-source = Source
evidence-name-bytes = Bytes

# Issuers by name (the catalogue).
note-test-certificate = This belongs to a test hierarchy ({ $certificate }): what is signed under it says nothing of a real sale.
note-anchor-form = The trusted certificate is not in the form that the standard asks of its issuer ({ $detail }). It counts all the same: what is trusted is its key and its name.
note-no-key-identifier = The certificate does not say which key signed it ({ $detail }). Name and signature lead to its issuer all the same.
note-issuer-known = This is { $name } of { $publisher }. Its fingerprint { $sha256 } is the one in public sources (independent ones counted: { $sources }; catalogue of { $catalogue }). The publisher’s page: { $page }.
note-issuer-candidate = This looks like { $name } of { $publisher }. Its fingerprint { $sha256 } was seen in few public sources only (independent ones counted: { $sources }): compare it with the publisher’s page ({ $page }) before you trust it.
note-issuer-same-key = Another certificate with the key of { $name } of { $publisher }: issued anew, perhaps. Compare its fingerprint { $sha256 } with the publisher’s page ({ $page }).
note-issuer-found = This has the key of { $name } of { $publisher }, whose certificate we had not seen so far. Compare its fingerprint { $sha256 } with the publisher’s page ({ $page }).
note-issuer-other-key = Careful: this certificate ({ $certificate }) calls itself { $name }, but its key is not the one we know. Compare its fingerprint { $sha256 } with the page of { $publisher } ({ $page }); do not trust it before they agree.
note-issuer-missing = The missing certificate is { $name } of { $publisher }. It is offered on the page “{ $page }”. SHA-256 { $sha256 }, seen in public sources (independent ones counted: { $sources }; catalogue of { $catalogue }).
note-issuer-missing-candidate = The missing certificate is probably { $name } of { $publisher }. SHA-256 { $sha256 }, seen in few public sources only (independent ones counted: { $sources }): compare it with the page “{ $page }”.
note-issuer-missing-wanted = The missing certificate is { $name } of { $publisher }. Look for it on the page “{ $page }”. We have not seen this certificate; its key’s identifier is { $keyId }.
note-issuer-missing-other-key = The missing certificate bears the name { $name } of { $publisher }, and has another key than the one we know: a newer one, perhaps, or somebody else’s. Ask for it on the page “{ $page }”; we know no fingerprint to compare it with.
note-issuer-listed = The signed trusted list of { $territory } of { $issued } names this CA certificate ({ $certificate }) for qualified signatures or seals. That list is old, and does not say what holds today.
note-trust-group = Trusted with the group “{ $name }” ({ $group }), switched on { $since }; catalogue of { $catalogue }. Its members: { $members }. { $lacks ->
    [true] Not covered: { $missing }.
   *[false] {""}
    }
note-sample-key = The key of this certificate is a public sample: anyone can sign with it, so nothing that it signed counts.
value-weak-digest = the digest under the certificate’s signature is too weak today (SHA-1)
value-sample-key = the key is a public sample: anyone can sign with it
issuer-title = Which certificate is missing
issuer-title-alike = A certificate with a familiar name
issuer-compare = This page never fetches it. Get it from its publisher, compare the fingerprint, then add it.

## What a program signs over, and what is sealed

message-text = Signed text
message-text-lead = Every character counts, line ends too. The copy is exact; here control characters are made visible.
message-as-given = As the message gives it
message-as-signed = As it must be: this fits the signature
program-title = Check my program
program-place = The difference is in { $field }, from character { $position } of the signed text.
program-altered = This is no fault of a parser: a value was changed after signing. Keep both texts and query the order at the gateway. Look who may write to the log or database.
program-other = Take the raw body or form before any parser, filter or trim; decode once; then build the signed text and compare it with the one above.
program-plus-for-blank = Your framework turned + into a blank: it decoded once too often. Read the raw body and decode once.
program-double-decoded = The value was decoded twice: by the framework, and by your code again. Leave one of them out.
program-not-decoded = The value was never decoded. URL-decode each value once before you build the signed text.
program-html-entities = An input filter wrote HTML entities. Check the signature before any filter.
program-backslashes = Backslashes were put in or taken out (magic quotes, logging as JSON). Check the raw value.
program-charset = The charset differs. Use the one that the message declares, for reading and for the signed text.
program-empty-members = Empty members were left out. Keep them in the signed text.
program-member-order = The members are in another order. Sort names by code points, not by locale and not without regard to case.
program-trimmed = A blank or line end was trimmed. Switch trimming off for this route.
program-number-format = An amount was read as a number and written anew. Keep amounts as text.
program-nested-json = A JSON value was parsed and printed again. Keep its raw text.
program-json-slashes = JSON was parsed and printed again: slashes are escaped differently. Verify the raw body, before any parser.
program-json-unicode = JSON was parsed and printed again: characters are escaped differently. Verify the raw body, before any parser.
program-json-html-safe = JSON was printed again with HTML-safe escapes. Verify the raw body, before any parser.
program-json-order = The body was bound to an object and printed again in another order. Verify the raw body, before any parser.
program-milliseconds = The timestamp is in milliseconds. Use the header’s value as it came, in seconds.
program-pem-form = The certificate’s line ends were changed. Use signPubKeyCert as it came, with CR LF.
merchants-title = My merchant number
merchants-why = Keep your own number at the gateway (UnionPay’s merId, WeChat Pay’s mchid, Alipay’s 2088…): every message is then compared with it, so that you see whether the payment is yours.
merchants-number = Merchant number
merchants-keep = Keep it on this device and compare
merchants-forget = Forget it
merchants-wrong = This is no merchant number: digits and letters only, 32 characters at most, 20 numbers at most.
merchants-here = The browser keeps nothing: the number counts until the page is closed.
merchants-never = It stays on this device, stands in no report and goes to nobody.
sealed-title = Open the sealed part
sealed-why = The message is genuine; amount and result are encrypted for its merchant. Your APIv3 key (32 characters) opens them here.
sealed-key = APIv3 key
sealed-open = Open once
sealed-never = The key stays on this device, is used for this one check and then forgotten. It is not saved and in no report.

### Files: what to do first

invoice-now-wrong = Do not claim, deduct or pay by this invoice until the matter is clear.
    .detail = Keep the file as it is, ask its issuer, and look it up on the tax administration’s platform.
    .merchant = Do not send this file again. Find out what happened, then issue it anew.
invoice-now-unvouched = Do not claim or deduct before it is clear who sealed it.
    .detail = Ask the issuer whose certificate it is, and look the invoice up on the tax administration’s platform.
    .merchant = Give those who get it the certificates as well.
invoice-now-unsigned = This file alone is not enough to claim: ask its issuer for the original OFD file.
    .detail = The tax administration’s platform tells of the invoice, too.
    .merchant = Send the sealed original, not a printout or a picture.
invoice-now-unreadable = Check the file that you first received once more.
    .detail = Unreadable is not invalid; the tax administration’s platform tells of the invoice, too.
    .merchant = Send the original file again.
invoice-now-verified = Keep the file as it is; look it up on the tax administration’s platform before you claim.
    .detail = It is whole, and you see who sealed it. Whether it was used already, the platform alone knows.
    .merchant = Nothing to do. Keep the file as it is.
einvoice-now-wrong = Do not claim, deduct or pay by this invoice until the matter is clear.
    .detail = Keep it as it is, ask its issuer by a number that you knew before, and look it up by its IRN on the registration portal’s own site.

einvoice-now-unvouched = Do not claim or pay by it before it is clear who signed it.
    .detail = Take the registration portal’s certificate from its own site, compare the fingerprint, and trust it here.

einvoice-now-unreadable = Check the code or the file that you first received once more.
    .detail = Unreadable is not invalid; the registration portal’s own site tells of the invoice, too.

file-now-wrong = Do not pay or claim by this file until the matter is clear.
    .detail = Keep it as it is, and ask its issuer by a number that you knew before.
    .merchant = Do not send this file again. Find out what happened, then sign it anew.
file-now-unvouched = Do not pay by it before it is clear who signed it.
    .detail = Ask the issuer by a number that you knew before; then import and trust the certificate.
    .merchant = Put the whole chain of certificates into the file.
file-now-unsigned = This file alone proves nothing: ask its issuer for the signed original.
    .detail = Printing, saving again and scanning drop a signature.
    .merchant = Send the signed original, not a printout or a scan.
file-now-unreadable = Check the file that you first received once more.
    .detail = Unreadable is not invalid.
    .merchant = Send the original file again.
file-now-verified = Nothing to do. Keep the file as it is.
verdict-verified-why-filled = The signature fits and the certificate is valid. Filled in afterwards, as the signer allowed, and not signed: { $fields }.
knows-filled = But for form fields that were filled in as permitted, nothing changed after it was signed.
verdict-unreadable-now-password-needed = Ask its issuer for the file without a password.
verdict-unreadable-now-encrypted = Ask its issuer for the file without encryption.
