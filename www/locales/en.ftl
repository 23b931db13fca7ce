# Texts of the page and of the command line. Ids by pattern: verdict-<id>, verdict-<id>-why, verdict-<id>-now,
# check-<id>, check-<id>-<status>, status-<id>, cause-<id>, cause-<id>-why, confidence-<id>, field-<name>, note-<id>,
# format-<id>. These take no arguments, except notes: they get the note's own members.

### Page

app-name = Slipcheck
app-name-other = 验单
app-title = Slipcheck 验单
nav-label = Main
nav-check = Check
nav-certificates = Certificates
nav-kept = Kept
nav-tools = Shop
nav-batch = Check many
nav-reconcile = Three documents
nav-audit = Audit a till’s export
nav-incidents = Incidents
nav-terminals = Terminals
nav-course = Ten-minute course
nav-help = Help
nav-language = Language
nav-theme = Appearance
theme-auto = Automatic
theme-light = Light
theme-dark = Dark
skip-to-content = Skip to content

start-title = Check a card slip or receipt
start-lead = In seconds: does the signature fit, and what to do now.
role-legend = I am
role-cardholder = I paid
role-merchant = I run the till

intake-label = Slip
intake-camera = Take a photo
intake-file = Choose file
intake-clipboard = From clipboard
intake-text = Or paste the text or the signature code here
intake-placeholder = For example: eyJhbGciOi… · V0;… · _R1-AT1_…
intake-drop = Drop to check
intake-again = Check another
intake-result = Result: { $verdict }

promise-upload = Nothing is uploaded.
    .detail = Photos and text stay on this device.
promise-offline = Works offline.
    .detail = Opened once, it checks without a network.
trust-none = Whom to trust is for you to decide.
    .detail = At first this page trusts nobody: a sound slip comes out as “Unknown issuer” until you import the acquirer’s certificate and trust it.
    .action = Add a certificate
samples-title = No slip at hand? Try a sample
samples-note = Samples are signed with a demonstration certificate. Nothing it vouches for counts.
samples-more = Show all { $count } samples
samples-missing = The samples could not be loaded. Connect once and open the page again.
foot-formats = Checks: signed slips, German TSE and Austrian RKSV receipts, ZATCA codes, OFD and PDF files, messages of UnionPay, WeChat Pay and Alipay. Explains: UnionPay slips
foot-source = Version { $version } · { $build }

help-digest = The terminal says “signature digest error”?
    .detail = First these steps. No hurry to pay again
help-digest-more = Look up the code on the screen
help-title = Help at the till
help-lead = What to do when a terminal or till reports a problem with the signature.
help-steps = First, at the till
help-codes = Code on the terminal’s screen
help-codes-lead = Two characters in the message, such as A0 or 97, or the words on the screen. Your acquirer’s own list comes first.
help-codes-label = Response code, or the text on the screen
help-codes-hint = For example A0
help-codes-none = { $code } is not in this list. Ask your acquirer what it means, and query the sale before you repeat it.
help-codes-words-none = No code in this list has these words. Type the two characters beside them, if there are any; query the sale before you repeat it.
help-codes-offered = This may be one of these. Compare with the two characters on the screen.
help-codes-signature = This is about the slip’s signature, and is no answer of the bank. What to do first:
help-codes-cardholder = For you as the one who pays: the payment may or may not have gone through. Look at your account before you pay again.
help-codes-mac = A MAC protects the messages between terminal and bank. It is not the slip’s signature: a slip can be sound although the terminal reported a MAC error.
help-codes-all = All codes
help-about = What this page can and cannot do
help-about-1 = It recomputes the signature on this device and tells whether the slip was changed after it was signed, and who signed it.
help-about-2 = It can’t see whether money moved, and it can’t tell the first copy of a slip from the second. Bank and acquirer can.
help-about-3 = It trusts nobody until you import a certificate, compare its fingerprint and press “trust”. Get it from the acquirer’s own website or your bank, never from the slip.
help-about-4 = A code on a slip that opens a page opens the page its maker chose. When in doubt, open the checking page yourself, from your own bookmark, and compare its address.
help-about-5 = Nothing is fetched from elsewhere and nothing is sent: photos, text, certificates and results stay in this browser.
code-class-ok = done
code-class-unclear = outcome unknown: query first
code-class-key = keys or security
code-class-setup = the acquirer must set something up
code-class-operation = repeat with the right data
code-class-software = terminal software
code-class-limit = limit
code-class-wait = wait
code-class-ask = ask the acquirer
code-class-account = card or account, not the terminal

### Reading and what can go wrong

reading-title = Reading the photo
reading-lead = The photo stays on this device.
reading-open = Open the picture
reading-code = Look for the code
reading-check = Check the signature
reading-cancel = Cancel
reading-of = { $number } of { $count }: { $name }
status-checking = Checking
status-done = Result: { $verdict }
status-done-many = { $count } slips checked
picture-found = { $count ->
    [one] One code found
   *[other] { $count } codes found
    }
photo-title = The photo
picture-label = The photo, with the code’s outline

problem-empty = This file is empty.
    .now = Choose another file, or save it again where it came from.
problem-type = This is neither a picture nor text.
    .now = Choose a photo (JPEG, PNG or WebP), or paste the text.
problem-heic = This picture is HEIC, which this browser can’t open.
    .now = In the camera settings choose “Most compatible”, or send the picture as JPEG.
problem-damaged = This picture can’t be opened: it is damaged or incomplete.
    .now = Take it again, or copy it again from where it came.
problem-too-large = This picture has more than 50 megapixels.
    .now = Send a smaller version, or take the photo with the ordinary camera setting.
problem-file-too-large = This file is too large.
    .now = Choose a photo or file under 60 MB, or paste the text.
problem-text-too-large = This text is too long for a slip.
    .now = Copy only the slip or its code and paste that.
problem-too-many = That is too many files at once.
    .now = Only the first { $count } were checked. Choose the rest afterwards.
problem-animated = This picture moves; only its first image was checked.
    .now = A still photo of the slip is safer.
problem-clipboard = The clipboard can’t be read from here.
    .now = Hold a finger on the field below and choose “Paste”.
problem-clipboard-empty = The clipboard holds neither text nor a picture.
    .now = Copy the slip’s text or picture first.
problem-address = This link does not hold the code of a slip.
    .now = Nothing was taken from it. Photograph the slip, or paste its text.
problem-trap = The check stopped in the middle and was started anew.
    .now = Try once more. If it happens again with this slip, paste its text instead of the photo.
problem-hang = The check took too long and was ended.
    .now = Try once more, with a smaller picture or only the code’s text.
problem-unavailable = A part of this page could not be loaded.
    .now = Connect to the network once and open the page again. After that it works offline.
problem-no-code = No code was found in the picture.
    .now = Get the whole slip and the whole QR code into the picture. A slip without a code: paste its text.
problem-too-dark = The picture is too dark to read.
    .now = Take it again in brighter light, without a shadow over the slip.
problem-too-bright = The picture is too bright; the print is washed out.
    .now = Tilt the slip away from the lamp and take it again without flash.
problem-blurred = The picture is blurred.
    .now = Wipe the lens, hold still, and let the camera focus before you press.
problem-cut-off = The code is cut off at the edge of the picture.
    .now = Get the whole QR code and a little white around it into the picture.
problem-too-small = The code is too small in the picture.
    .now = Go closer, until the slip fills the picture.
problem-unreadable-code = There is a code, but it can’t be read.
    .now = Flatten the slip, wipe the lens and take it again, straight on.

### Verdict

verdict-verified = Verified
verdict-verified-why = The signature fits, the certificate is valid, and what is printed is what was signed.
verdict-verified-now = Nothing to do. Keep the slip.
verdict-verified-why-not-covered = The signature fits and the certificate is valid. Not covered by the signature, so look at it yourself: { $members }.
verdict-verified-why-again = The signature fits and nothing was changed. But this slip was seen before, or it is a reprint.
verdict-verified-now-again = It is the same sale: do not pay for it again.
    .detail = A genuine slip can exist more than once.
    .merchant = Before you refund or hand anything over: was this slip used already?
    .merchant-detail = A genuine slip can exist more than once.
verdict-verified-code-only = The code is genuine
verdict-verified-code-only-why = The signature fits and a certificate that you trust vouches for it. The print was not compared, or not all of it.
verdict-verified-code-only-why-again = The signature fits, but this slip was seen before, or it is a reprint. The print was not compared, or not all of it.
verdict-verified-code-only-now = Compare these values with the paper.
verdict-verified-test = Fits, under a test certificate
verdict-verified-test-why = The signature fits, and a certificate of a test hierarchy vouches for it. That says nothing of a real sale.
verdict-verified-test-now = Do not take this for the receipt of a real sale. Ask who gave it to you.
    .detail = If one of them differs, the paper was changed: do not rely on it.
verdict-altered = Altered
verdict-altered-why = What is printed differs from what was signed.
verdict-altered-why-field = The printed { $field } is not the one that was signed.
verdict-altered-why-fields = { $count } printed fields are not what was signed.
verdict-altered-why-digest = The digest line is misprinted. The fields themselves are as they were signed.
verdict-altered-why-unknown = What is printed differs from what is in the code. And nobody you trust vouches for the key that signed it.
verdict-altered-now = Do not sign, and do not pay again.
    .detail = Look at your bank’s message: which amount was really charged?
    .merchant = Do not charge again. Look the sale up on the terminal first.
    .merchant-detail = Compare amount and reference number with the host record.
    .till = Ask the shop to look it up and to give you a correct receipt.
    .till-detail = Which value the till recorded, its own records show.
    .till-merchant = Look the sale up in the till’s own records.
    .till-merchant-detail = Compare with the till’s data export, and change nothing on the till before.
verdict-altered-now-digest = Ask for a new print. Do not pay again.
    .detail = The fields are as they were signed; only the digest line is not.
    .merchant = Check the terminal’s print layout and software, then print again.
    .merchant-detail = The fields are as they were signed; only the digest line is not.
verdict-altered-digest = Digest does not fit
verdict-altered-digest-why = The digest that the slip states is not that of its own content: content or digest line was changed, or the terminal’s software computed it wrongly. That does not mean that anyone cheated. Who signed it is not known: the key is not at hand.
verdict-altered-digest-now = Do not sign, and do not pay again.
    .detail = Look at your bank’s message: which amount was really charged? Show this result to the shop.
    .merchant = Query the sale before you charge again.
    .merchant-detail = Compare amount and reference number with the host record, then look at the terminal’s software and print layout.
verdict-invalid = Signature does not fit
verdict-invalid-why = The signature on this slip does not fit its data. That alone does not mean that anyone cheated.
verdict-invalid-why-cause = { $cause }. That is why the signature does not fit.
verdict-invalid-now = Do not pay again. Keep the slip.
    .detail = Whether money moved is in your account, not on the slip.
    .merchant = Query the sale before you charge again.
    .merchant-detail = A slip that does not fit says nothing about the payment itself.
    .till-merchant = Look at the till’s records and at its signing device.
    .till-merchant-detail = A receipt that does not fit says nothing about the payment itself.
verdict-invalid-digest = Digest and signature do not fit
verdict-invalid-digest-why = The digest that the slip states is not that of its own content, and the signature does not fit either: the data was changed after signing, or damaged on its way to the paper. That alone does not mean that anyone cheated.
verdict-invalid-digest-now = Do not sign, and do not pay again.
    .detail = Whether money moved is in your account, not on the slip.
    .merchant = Query the sale before you charge again.
    .merchant-detail = A slip that does not fit says nothing about the payment itself.
verdict-certificate-problem = Certificate problem
verdict-certificate-problem-why = The slip is signed and unchanged, but the certificate behind the signature has a fault.
verdict-certificate-problem-why-cause = { $cause }. The signature itself fits.
verdict-certificate-problem-now = Keep the slip. Do not pay again.
    .detail = Show the result to the shop; the fault lies with its certificate.
    .merchant = Have this terminal’s certificate put right before the next sale.
    .merchant-detail = Do not charge the customer again.
    .till-merchant = Have the certificate of this till’s signing device put right.
    .till-merchant-detail = Do not charge the customer again.
verdict-unknown-issuer = Unknown issuer
verdict-unknown-issuer-why = The signature fits, but nobody you trust vouches for the key that made it.
verdict-unknown-issuer-why-no-key = The slip is signed, but the key to check it with is not at hand.
verdict-unknown-issuer-why-differs = What is printed differs from what is in the code. The key that tells what was signed is not at hand.
verdict-unknown-issuer-why-not-bound = The signature fits, but it is not over the amounts, and nobody you trust vouches for its key.
verdict-unknown-issuer-now = Don’t rely on it yet.
    .detail = Ask for the acquirer’s certificate, add it here, then check again.
    .merchant = Give customers the certificate, or put it on the slip.
    .merchant-detail = Your acquirer has it. Without it nobody can check your slips.
    .till = Don’t rely on it yet.
    .till-detail = The cause below says which certificate is missing and who has it.
    .till-merchant = Give customers the certificate of your till.
    .till-merchant-detail = The till’s data export or the maker of its signing device has it.
verdict-unsigned = Not signed
verdict-unsigned-why = There is no signature on this slip that can be checked. It proves nothing, for or against it.
verdict-unsigned-now = Go by your bank’s message.
    .detail = Compare amount and time with it, and keep the slip.
    .merchant = Compare your copy with the host record.
    .merchant-detail = Your acquirer can tell you whether its terminals can print signed slips.
verdict-unreadable = Unreadable
verdict-unreadable-why = Nothing that this page knows could be read here, so nothing can be said about it.
verdict-unreadable-why-printed = The code was read. The signature is over the printed text, and that text is needed too.
verdict-unreadable-why-confirm = One character can be read in two ways. Only the paper can tell.
verdict-unreadable-why-invoice = The code is in order and its key is vouched for. Whether the amounts are right, only the invoice itself can show.
verdict-unreadable-why-unsupported = This is a receipt of a kind that this page knows by name and can’t check yet.
verdict-unreadable-now = Take the photo again, or paste the whole code.
    .detail = Keep the slip: unreadable is not invalid.
verdict-unreadable-now-printed = Type or paste what is printed, together with the code.
    .detail = Still missing: { $members }.
verdict-unreadable-now-confirm-reading = Look at the paper: what stands there?
verdict-unreadable-now-invoice-needed = Ask the shop for the electronic invoice (XML).
verdict-unreadable-now-format-not-supported = Keep the slip, and go by what is said under “Good to know”.

verdict-about = Says that the slip is whole and who signed it. Not that money moved, and not that this is the only copy.
list-separator = { ", " }
colon = { ": " }
stop = { ". " }
verdict-now = Now
verdict-printed = printed
verdict-signed = signed
verdict-in-code = in the code
verdict-not-equal = differs from
demo-tag = Demo
demo-note = This slip is signed with a demonstration certificate. It does not count.
test-tag = Test
test-note = TEST: this is signed under a test hierarchy. It proves nothing about a real sale.
page-address = This page: { $address } · { $version } ({ $build })
page-address-why = Check that this is the address you meant to open.
results-title = { $count } slips in this input
results-item = Slip { $number }

### Result

print-title = Type or paste what is printed
print-label = The printed lines, one below the other, as they stand on the paper
print-placeholder = MERCHANT NO: … · TERMINAL NO: … · AMOUNT: …

steps-title = What to do
steps-more = { $count } more steps
steps-quote = Have ready
phase-now = Now
phase-fix = Put right
phase-tell = Tell
phase-record = Write down
phase-prevent = For next time
action-report = Print the report
action-save = Save the report
action-add-certificate = Add a certificate
action-show-key = Show the key
action-photo = Take a photo
action-paste = Paste text
action-call = Call { $number }
action-open = Open { $site }
action-check-number = Number from a secondary source: check it before you rely on it.

fields-title = Printed and signed
fields-title-code = Printed and in the code
fields-title-signed = What was signed
fields-title-in-code = What is in the code
fields-title-printed = What is printed
fields-name = Field
fields-printed = Printed
fields-signed = Signed
fields-in-code = In the code
fields-code-only = In the code, not signed
fields-same = same
fields-different = differs
fields-unsure = unsure
fields-unsigned = not signed, can’t be checked
fields-not-printed = not printed or not read
fields-summary = { $different ->
    [0] All { $same } agree
   *[other] { $different } { $different ->
        [one] differs
       *[other] differ
    }, { $same } agree
    }
fields-summary-unsure = { $different ->
    [0] { $unsure } unsure, { $same } agree
    [one] 1 differs, { $unsure } unsure, { $same } agree
   *[other] { $different } differ, { $unsure } unsure, { $same } agree
    }
fields-count = { $count ->
    [one] 1 field
   *[other] { $count } fields
    }
fields-more = Show { $count } more that agree
fields-more-signed = Show { $count } more

causes-title = Cause
causes-more = Other possible causes
cause-shown = As printed
cause-read = As read
cause-fits-as = Fits as
cause-fits = fits
cause-fits-not = does not fit

checks-title = Seven checks
checks-all-pass = all pass
checks-summary = { $fail ->
    [0] { "" }
    [one] 1 fails
   *[other] { $fail } fail
    }
checks-summary-unknown = { $count } open

knows-certain = Certain
knows-not-certain = Not certain
knows-unsigned-certain = What can be seen
knows-unsigned-not = What can’t be seen
knows-whole = Nothing on the slip changed after it was signed.
knows-code-whole = Nothing in the code changed after it was signed.
knows-fields = { $count ->
    [one] The one printed field equals the signed one.
   *[other] All { $count } printed fields equal the signed ones.
    }
knows-who = It was signed with the key of { $subject }, and a certificate that you trust vouches for it.
knows-who-host = It was signed with the key of { $subject }, and a certificate that this page’s host gave vouches for it.
knows-who-demo = It was signed with a demonstration key. Anyone can do that.
knows-mid = The certificate names the merchant { $mid }.
knows-acquirer = The certificate names no merchant: it signs for its acquirer as a whole.
knows-not-paid = Whether the money arrived. Your bank’s message tells.
knows-not-only = Whether this is the only copy of the slip.
knows-not-paper = Whether the paper shows the same. Compare it.
knows-not-who = Who signed it. Anyone can make a key and sign with it.
knows-hash-signed = The signature in the code fits the key in the code.
knows-not-bound = Whether these amounts were signed. They stand in the code unsigned, and anyone can write them there.
knows-plausible = Numbers and dates are written the way they should be.
knows-implausible = Something about the numbers or dates is unusual: see the checks.
knows-read = { $count ->
    [one] One field was read.
   *[other] { $count } fields were read.
    }
knows-not-genuine = Whether the slip is genuine. Anyone can print such numbers.
knows-not-changed = Whether something was changed. There is no signature to compare with.

notes-title = Good to know
address-warning = The code on this slip opens another page: { $host }
address-warning-detail = It was checked here, not there. Look-alike checking pages are a known trick: only trust results from an address that you opened yourself. This page is { $own }.

key-title = This key
key-names = Names itself
key-issued-by = Issued by
key-not-in-list = (not in your list)
key-pin = Compare and trust this certificate
key-pin-detail = Opens it under Certificates, with its whole fingerprint. Nothing is trusted before you press “trust” there.
key-compare = Ask the merchant to read these groups out, or compare them with the acquirer’s website. All must agree.
key-missing = The certificate itself is not on the slip. To trust this key, import its certificate.
key-know = I know this till: remember its key
key-know-detail = From then on the page tells you when the same key signs again, and when another one does. That is weaker than a certificate: the verdict stays as it is.
key-changed-title = Another key than before

timeline-valid = certificate valid
timeline-from = from
timeline-until = until
timeline-signed = this slip signed
timeline-label = The certificate was valid from { $from } to { $until }. The slip was signed on { $signed }.

certificate-title = Certificate
certificate-subject = Issued to
certificate-issuer = Issued by
certificate-valid = Valid
certificate-valid-range = { $from } to { $until }
certificate-serial = Serial
certificate-fingerprint = SHA-256
certificate-key = Key
certificate-usage = Use
certificate-merchants = Merchants
certificate-path = Path

### Evidence and report

evidence-title = Evidence
evidence-lead = Everything another tool needs to reach the same result
evidence-show = Show the evidence
evidence-close = Close
evidence-signed-bytes = Signed bytes
evidence-bytes = { $count } bytes
evidence-as-text = As text
evidence-digest = Digest
evidence-digest-algorithm = Algorithm
evidence-digest-signed = Of the signed bytes
evidence-digest-computed = Recomputed
evidence-digest-stated = As printed
evidence-signature = Signature and key
evidence-algorithm = Algorithm
evidence-curve = Curve
evidence-key = Key, SHA-256
evidence-repaired = Repaired
evidence-repaired-yes = It fits only after the change named under the cause
evidence-repaired-no = No, it was checked as it stands
evidence-tried = Tried
evidence-tried-count = { $count ->
    [one] One change was tried.
   *[other] { $count } changes were tried.
    }
evidence-code = Code as read
evidence-path = Certificate path
evidence-path-none = No certificate was found for this key.
evidence-path-trusted = trusted by you
evidence-path-demo = demonstration
evidence-checks = Evidence of the checks
evidence-reading = Recognised as
copy = Copy
copied = Copied
copy-failed = Copying did not work. Select the text and copy it by hand.
save-json = Save as JSON
save-text = Save as text
keep = Keep on this device
keep-about = Kept in this browser alone, without photos, until you remove it.
keep-done = The slip is kept in this browser.
keep-kept = Kept on { $time }, in this browser alone.
keep-list = See kept slips
keep-changed = When you kept it: { $before }. Checked anew: { $now }.
keep-remove = Remove
keep-removed = { $count ->
    [one] 1 kept slip was removed.
   *[other] { $count } kept slips were removed.
    }
keep-undo = Undo
copy-text = Copy as text
copy-json = Copy as JSON
incident-write = Write down what happened
print-report = Print the report

report-title = Slip verification record
report-title-other = 签购单核验报告
report-number = No.
report-checked = Checked
report-transaction = Transaction
report-fields = Field by field
report-field = Field
report-result = Result
report-cause = Cause
report-cause-line = { $cause } ({ $confidence }).
report-evidence = Evidence
report-digest = Digest of what was signed
report-key = Key fingerprint
report-path = Certificate path
report-done = Already done
report-done-1 = Did not pay again, did not sign
report-done-2 = Looked at the bank’s message; charged in fact: { $blank }
report-done-3 = Merchant voided or refunded, trace number { $blank }
report-done-4 = Told the card’s bank, case number { $blank }
report-done-merchant-1 = Did not charge again, did not hand over goods twice
report-done-merchant-2 = Queried the host; booked in fact: { $blank }
report-done-merchant-3 = Voided or refunded, trace number { $blank }
report-done-merchant-4 = Told the acquirer, case number { $blank }
report-steps = Next steps
report-contacts = Whom to ask
report-contact-bank = Card’s bank
report-contact-bank-detail = number on the back of the card
report-contact-unionpay = UnionPay
report-contact-12315 = Consumer complaints
report-contact-12363 = Financial services complaints
report-contact-acquirer = Acquirer
report-contact-acquirer-detail = number in the contract or on the terminal
report-contact-tax-de = Tax office
report-contact-tax-at = Tax office (FinanzOnline)
report-contact-tax-detail = only if it keeps happening
report-sign-cardholder = Cardholder’s signature
report-sign-merchant = Merchant’s signature or stamp
report-foot = Made by Slipcheck on the user’s own device and sent to nobody. It says whether the slip changed after it was signed, not who changed it, and replaces no decision of a bank or an authority.
report-demo = DEMONSTRATION: made with a demonstration certificate. Proves nothing.

### New version

update-ready = A new version of this page is ready.
update-now = Open it

### Checks

check-format = Format
check-format-pass = The slip has the form it should have
check-format-fail = The form is refused: not what the profile allows
check-format-warn = Readable, with an oddity
check-format-unknown = The form can’t be judged
check-format-absent = Nothing that any known format fits
check-digest = Digest
check-digest-pass = Recomputed digest and printed digest agree
check-digest-fail = The recomputed digest differs from the printed one
check-digest-warn = The digests agree, with an oddity
check-digest-unknown = The printed digest is incomplete, or can’t be compared
check-digest-absent = The slip prints no digest
check-signature = Signature
check-signature-pass = Fits the data and the key
check-signature-fail = Does not fit the data
check-signature-warn = Fits, with an oddity
check-signature-unknown = Can’t be checked yet: the key or the signed text is missing
check-signature-absent = No signature was found
check-certificate = Certificate
check-certificate-pass = Leads to a certificate that you trust
check-certificate-pass-host = Leads to a certificate that this page’s host, { $host }, gave
check-certificate-fail = No signed path leads to anything you trust
check-certificate-warn = Leads to a trusted certificate, with an oddity
check-certificate-unknown = No certificate for this key is at hand
check-certificate-absent = No signature, so no certificate
check-validity = Validity
check-validity-pass = Valid when the slip was signed
check-validity-fail = Not valid for this signature
check-validity-warn = Valid, with a reservation
check-validity-unknown = Can’t be judged without a certificate
check-validity-unknown-signature = Can’t be judged before the signature is checked
check-validity-absent = No certificate to judge
check-printed = Printed fields
check-printed-pass = Everything printed equals what was signed
check-printed-fail = Something printed differs from what was signed
check-printed-pass-code = The print equals the code; the signature does not confirm it
check-printed-fail-code = Something printed differs from what is in the code
check-printed-warn = Equal, with an oddity
check-printed-unknown = Not all that is printed could be compared
check-printed-absent = Nothing to compare: only the code or only the print was there
check-plausibility = Plausibility
check-plausibility-pass = Numbers, dates and lengths are sound
check-plausibility-fail = Numbers or dates contradict each other
check-plausibility-warn = Something is unusual
check-plausibility-unknown = Not enough was read to judge
check-plausibility-absent = Nothing to judge

check-format-detail = { $format }
check-digest-detail = { $digest }
check-signature-detail = { $algorithm }
check-certificate-detail = { $subject }, issued by { $issuer }
check-validity-detail = { $from } to { $until }
check-printed-detail = { $count ->
    [one] 1 field agrees
   *[other] { $count } fields agree
    }
check-printed-differs = { $field }: printed { $printed }, signed { $signed }
check-printed-differs-code = { $field }: printed { $printed }, in the code { $signed }

status-pass = Pass
status-fail = Fail
status-warn = Note
status-unknown = Unknown
status-absent = None

confidence-proven = proven
confidence-likely = likely
confidence-possible = possible

### Causes

cause-field-altered = A value changed after signing
cause-field-altered-why = The printed value is not the one that was signed. This does not say who changed it: it can be the print layout, the terminal’s software, or a person.
cause-digest-mismatch = The digest does not fit
cause-digest-mismatch-why = The digest recomputed from the slip’s content is not the one that the slip states. No key is needed to be sure of that. Content or digest line was changed, or the terminal’s software computed it over something else; which of these, and by whom, the slip does not show. Nor does it say whether the money was paid.
cause-reading-error = Characters were read wrongly
cause-reading-error-why = The signature fits once these characters are read differently. The paper decides which reading is right.
cause-truncated = The code is incomplete
cause-truncated-why = The code ends early, or has a length that a whole code can’t have. The rest is missing.
cause-algorithm-conflict = Signed in another way than declared
cause-algorithm-conflict-why = The signature fits under another digest or curve than the slip declares. The terminal’s software declares the wrong one.
cause-encoding-conflict = Written in another way than it was signed
cause-encoding-conflict-why = The signature fits once signature, key or text is read in another encoding. The data itself is unchanged; the software writes it wrongly.
cause-time-zone = The time is off by whole hours
cause-time-zone-why = The signature fits with the time shifted by whole hours: local time and another time zone were mixed up.
cause-clock-wrong = The printed time is slightly off
cause-clock-wrong-why = The signature fits with the time shifted a little. The clocks of till and signing device do not agree.
cause-certificate-expired = The certificate had expired
cause-certificate-expired-why = The certificate’s last day was before the slip was signed. Expired does not mean forged: the signature itself fits.
cause-certificate-not-yet-valid = The certificate was not valid yet
cause-certificate-not-yet-valid-why = The slip was signed before the certificate’s first day. Often the terminal’s clock is wrong.
cause-certificate-revoked = The certificate was revoked
cause-certificate-revoked-why = Its issuer took the certificate back. Slips signed with it can’t be relied on any more.
cause-certificate-unknown-issuer = Nobody you trust vouches for the key
cause-certificate-unknown-issuer-why = No certificate at hand leads from this key to anything that you trust. With the right certificate the same slip may come out as verified.
cause-certificate-wrong-key = The certificate belongs to another key
cause-certificate-wrong-key-why = The key that signed is not the one in the certificate that the slip names. Often a certificate was renewed and only one of the two was replaced.
cause-certificate-wrong-usage = The certificate may not sign this slip
cause-certificate-wrong-usage-why = The certificate was issued for another purpose or another merchant, or an authority above it breaks a rule.
cause-signing-device-failed = The till was working without its signing device
cause-signing-device-failed-why = The slip says so itself. That is a known state and no forgery; it just can’t be checked.
cause-printer-fault = The print is faulty
cause-printer-fault-why = Pale print, missing columns or a damaged code: the printer or its paper is the likely reason.
cause-camera-fault = The picture is not good enough
cause-camera-fault-why = Blur, darkness, glare or a missing edge kept it from being read. The slip itself may be sound.
cause-header-refused = The code’s header is refused
cause-header-refused-why = The header declares something that signed slips do not allow. Whoever issues the slips has to put it right.
cause-malformed = The code’s data is not well formed
cause-malformed-why = A member is missing, appears twice or has the wrong form. Whoever issues the slips has to put it right.
cause-chain-broken = The chain of receipts is broken
cause-chain-broken-why = A chaining value or counter does not follow from the neighbouring receipt.
cause-duplicate-slip = This slip was seen before
cause-duplicate-slip-why = The same signed slip is in this input twice, was checked before, or is marked as a reprint.
cause-not-signed = There is no signature
cause-not-signed-why = No signature code was found on this slip. Many slips carry none.
cause-data-corrupted = The data was changed or damaged
cause-data-corrupted-why = None of the known reasons explains the misfit. Data or code was damaged or changed after signing; the slip does not show by whom.
cause-payment-failed = The message says that the payment failed
cause-payment-failed-why = In this message the gateway says that the payment failed or was closed. Whether the signature fits is another question.
cause-payment-pending = The message says that the result is still to come
cause-payment-pending-why = The gateway says that the payment was taken or is under way, not that it is paid.

### Formats

format-signed-slip = Signed slip
format-de-tse = German TSE receipt
format-at-rksv = Austrian RKSV receipt
format-cn-ofd = Chinese OFD invoice
format-sa-zatca = Saudi ZATCA code
format-cn-acp = UnionPay gateway message
format-cn-wechatpay = WeChat Pay message
format-cn-alipay = Alipay message
format-in-einvoice = Indian e-invoice (signed QR code)
format-cn-unionpay = UnionPay card slip
format-card-slip = Card slip
format-none = not recognised
type-sale = sale
type-void = void
type-refund = refund
type-preauth = pre-authorisation
type-preauth-completion = pre-authorisation completion

### Evidence members

evidence-name-field = Field
evidence-name-fields = Fields
evidence-name-signed = Signed
evidence-name-printed = Printed
evidence-name-read = Read as
evidence-name-value = Value
evidence-name-fits = Fits as
evidence-name-declared = Declared
evidence-name-found = Found
evidence-name-expected = Expected
evidence-name-algorithm = Algorithm
evidence-name-curve = Curve
evidence-name-member = Member
evidence-name-members = Members
evidence-name-reason = Reason
evidence-name-subject = Issued to
evidence-name-issuer = Issued by
evidence-name-serial = Serial
evidence-name-notBefore = Valid from
evidence-name-notAfter = Valid until
evidence-name-time = Time
evidence-name-at = At
evidence-name-date = Date
evidence-name-length = Length
evidence-name-count = Count
evidence-name-tried = Tried
evidence-name-keySha256 = Key, SHA-256
evidence-name-sha256 = SHA-256
evidence-name-computed = Recomputed
evidence-name-stated = Stated
evidence-name-mid = Merchant number
evidence-name-merchants = Merchants
evidence-name-usage = Use
evidence-name-finding = Finding
evidence-name-brightness = Brightness, 0 to 1
evidence-name-sharpness = Sharpness, 0 to 1
evidence-name-glare = Share of the code under glare
evidence-name-pixelsPerModule = Pixels a module
evidence-name-printContrast = Contrast of the print, 0 to 1
evidence-name-missingColumns = Missing columns
evidence-name-errorsCorrected = Error correction used, 0 to 1
evidence-name-host = Address
evidence-name-format = Format
evidence-name-characters = Characters
evidence-name-position = Position
evidence-name-positions = Differing positions
evidence-name-company = Company
evidence-name-companies = Company in the certificate
evidence-name-what = Concerns
evidence-name-part = Part
evidence-name-where = Where
evidence-name-mark = Mark
evidence-name-by = By
evidence-name-hours = Hours
evidence-name-seconds = Seconds
evidence-name-code = In the code
evidence-name-readings = Readings
evidence-name-named = Named certificate
evidence-name-certificate = Certificate
evidence-name-keyId = Key id
evidence-name-namesake = Namesake
evidence-name-signer = Signer
evidence-name-name = Name
evidence-name-detail = Detail
evidence-name-key = Key
evidence-name-digest = Digest
evidence-name-signature = Signature
evidence-name-first = First
evidence-name-kept = Kept on
evidence-name-thisUpdate = Issued
evidence-name-nextUpdate = Next
evidence-name-limit = Limit
evidence-name-left = Left out
evidence-name-selfIssued = Issued by itself
evidence-name-clause = Clause
evidence-name-rule = Rule
evidence-name-lines = Lines
evidence-name-shown = As it stands
evidence-name-needs = Needs
evidence-name-tag = Item
evidence-name-present = Present
evidence-name-kind = Kind
evidence-name-profile = Profile
evidence-name-place = Place
evidence-name-least = At least
evidence-name-most = At most
evidence-name-completed = Completed
evidence-name-previous = Receipt before
evidence-name-receipts = Receipts
evidence-name-version = Version
evidence-name-phase = Phase
evidence-name-chaining = Chaining value
evidence-name-turnover = Turnover counter

### Fields

field-merchant = merchant
field-mid = merchant number
field-tid = terminal number
field-type = type
field-amount = amount
field-currency = currency
field-time = time
field-stan = trace number
field-rrn = reference number
field-auth = authorisation code
field-batch = batch number
field-pan = card number
field-tip = tip
field-digest = signature digest
field-baseAmount = amount before tip
field-amountWords = amount in words
field-operator = operator
field-acquirer = acquirer
field-issuer = card issuer
field-acquirerCode = acquirer’s code
field-issuerCode = issuer’s code
field-cardBrand = card brand
field-cardKind = kind of card
field-entryMode = entry mode
field-expiry = expiry
field-settlementDate = settlement date
field-featureCode = feature code
field-remark = remark
field-origStan = original trace number
field-origRrn = original reference number
field-origDate = original date
field-origAuth = original authorisation code
field-origBatch = original batch number
field-origTid = original terminal number
field-origOrderNo = original order number
field-balance = balance
field-instalments = instalments
field-firstInstalment = first instalment
field-method = payment method
field-orderNo = order number
field-payOrderNo = payment order number
field-payCode = payment code
field-discount = discount
field-status = status
field-shop = shop
field-address = address
field-phone = phone
field-printedTime = time of printing
field-appVersion = version
field-serialNumber = serial number
field-tc = transaction certificate (TC)
field-arqc = cryptogram (ARQC)
field-aac = cryptogram (AAC)
field-tvr = terminal results (TVR)
field-tsi = transaction status (TSI)
field-aid = application (AID)
field-atc = transaction counter (ATC)
field-unprNum = unpredictable number
field-aip = application profile (AIP)
field-cvmr = cardholder verification
field-iad = issuer data (IAD)
field-termCap = terminal capabilities
field-csn = card sequence number
field-appLabel = application label
field-appName = preferred name
field-taxId = tax number
field-receiptNo = receipt number
field-terminalReceiptNo = terminal’s receipt number
field-registerId = till id
field-tillNo = till
field-net = net
field-vat = VAT
field-gross = gross
field-gross0 = at 0 %
field-gross7 = at 7 %, gross
field-gross10 = at 10 %, gross
field-gross13 = at 13 %, gross
field-gross19 = at 19 %, gross
field-gross20 = at 20 %, gross
field-gross55 = at 5.5 %, gross
field-gross107 = at 10.7 %, gross
field-vatRate = VAT rate
field-subtotal = subtotal
field-tendered = tendered
field-change = change
field-payments = payments
field-tseTransaction = TSE transaction
field-tseCounter = TSE signature counter
field-tseSignature = TSE signature
field-tseSerial = TSE serial number
field-tseStart = TSE start
field-tseEnd = TSE end
field-tseFirstOrder = first order
field-tseAlgorithm = TSE algorithm
field-tseTimeFormat = TSE time format
field-tsePublicKey = TSE public key
field-tseProcessType = TSE process type
field-tseProcessData = TSE process data
field-tseProvider = TSE provider
field-receiptKind = kind of receipt
field-origReceiptNo = original receipt number
field-certificateSerial = certificate serial
field-trustService = trust service
field-rksvCode = RKSV code

### Notes

note-printed-text-needed = The signature is over the printed text. Still missing: { $members }.
note-confirm-reading = One place can be read in two ways. Compare it with the paper.
note-compare-with-paper = The print was not seen, or not all of it could be compared. Compare the signed values with the paper.
note-line-not-compared = { $reason ->
    [cut] The print is longer than what is looked at: its end was not compared.
    [currency] Another currency than the signed one may stand here. Look at it on the paper: { $lines }
    [time] A date or time that was not compared with the signed one. Look at it on the paper: { $lines }
    [title] The paper may be of another kind of transaction than the signed one, or of none. Look at it on the paper: { $lines }
    [member] A number stands here that differs from the signed one. Look at it on the paper: { $lines }
    [code] Part of the paper looks like a code and is none that can be read: it was not compared. Look at the paper yourself.
   *[sum] A sum that was not compared with the signed one. Look at it on the paper: { $lines }
 }
note-not-covered = { $what ->
    [entries] In the file, but under no seal: { $members }. Anyone could have changed that.
   *[other] Printed, but not covered by the signature: { $members }. Whoever prints the slip could have put anything there.
    }
note-code-in-address = The code was inside an address that opens { $host }. It was not opened here.
note-paste-damage = The text was damaged when it was copied and put right before the check. No value was changed.
note-certificate-needed = The certificate of the signing key is not at hand. Get it, add it here and check again.
note-proves-nothing = Anyone can compute the numbers on such a slip: that they agree shows no miscopying, and proves nothing.
note-format-not-supported = Recognised: { $format ->
    [de-tse] { format-de-tse }
    [at-rksv] { format-at-rksv }
    [cn-ofd] { format-cn-ofd }
    [sa-zatca] { format-sa-zatca }
    [cn-unionpay] { format-cn-unionpay }
    [card-slip] { format-card-slip }
   *[other] { $format }
    }. This version can’t check its signature yet.
note-picture = The picture: { $finding ->
    [too-dark] too dark
    [too-bright] too bright
    [blurred] blurred
    [cut-off] code cut off
    [too-small] code too small
    [unreadable-code] code unreadable
   *[no-code] no code found
    }.
note-empty = Nothing was given.
note-nothing-recognised = No format and no slip layout was recognised.
note-payload-not-canonical = The signed data is not in canonical form. The bytes were checked as they were signed; the verdict is not affected.
note-text-cut = The text is very long; only its first { $limit } bytes were looked at.
note-beside-code = { $where ->
    [address] The address around the code holds more than the way to it. Only the code was taken; the rest is no print and was not compared.
   *[code] The QR code holds more than the signed code. Only that was taken; the rest stands on no paper and was not compared.
    }
note-search-cut = The text is made so that looking for codes would take very long. Codes in several pieces were not looked for to the end: give the slip alone.
note-lines-cut = There are very many lines on the picture; only the first { $limit } were looked at.
note-causes-cut = Many slips of this input do not fit. Why this one does not was not looked for to the end: check it by itself.
note-codes-cut = There are very many codes; only the first { $limit } were checked.
note-messages-cut = There are more messages than are looked at, or they stand too deep in one another: only the first { $limit } were checked. Give the others by themselves.
note-signs-for-acquirer = The certificate names no merchant: it signs for its acquirer as a whole.
note-signs-for-merchant = The certificate names merchant { $mid } among those it signs for.
note-revocation-not-checked = No revocation list was given, so revocation was not checked.
note-crl-foreign = A revocation list was not used: it was not signed by this certificate’s issuer, or covers something else.
note-crl-stale = The revocation list of { $issuer } is out of date. Get a newer one.
note-ocsp-stale = The status response (OCSP) on { $certificate } is out of date or cannot be used, so it did not count. Get a newer one.
note-certificate-revoked-since = The certificate was revoked later; when the slip was signed it still counted.
note-certificate-expired-since = The certificate has expired since. It was valid when the slip was signed, and that is what counts.
note-anchor-expired = The trusted certificate itself has expired. It is still used, since you trust it.
note-certificates-not-all-checked = There are too many certificates, revocation lists or status answers: not all of them were looked at. What was not looked at is not known to be good, so this is not called verified. Import only those that this slip needs, and check again.

### Values in evidence

value-length = wrong length
value-form = wrong form
value-characters = characters that are not allowed
value-missing = missing
value-duplicate = stands there twice
value-unknown = unknown
value-empty = empty
value-future = in the future
value-zero = zero
value-above-amount = more than the total
value-too-long = too long
value-parts = wrong number of parts
value-json = not JSON
value-not-an-object = not a JSON object
value-base64 = base64
value-order = wrong order
value-algorithm = algorithm not allowed or not supported
value-signature = signature
value-header = header
value-payload = data
value-code = signature code
value-print = print
value-input = this input
value-kept = your kept slips
value-reprint = reprint
value-field-digest = field digest
value-der = DER encoding
value-fixed-length = fixed length
value-newline = an extra newline
value-jws = a whole signed text (JWS) in its place
value-jws-in-base64 = a whole signed text (JWS) in its place, in base64
value-hex-in-base64 = hexadecimal, in base64 once more
value-base64-twice = in base64 twice
value-utf-16 = UTF-16
value-hashed-twice = hashed twice
value-payload-not-canonical = data not in canonical form
value-dates = dates
value-key-usage = key usage
value-extended-key-usage = purpose of the certificate
value-merchant = merchant
value-end-entity = a CA certificate signs no slips
value-key-strength = key too weak
value-path-length = path too long
value-name-chaining = names do not chain
value-name-constraints = name outside the constraints
value-policies = certificate policies
value-basic-constraints = not a CA certificate
value-other-issuer = another issuer
value-crl-sign = the issuer may not sign lists
value-stale = out of date
value-keyCompromise = key compromised
value-cACompromise = CA key compromised
value-superseded = superseded
value-cessationOfOperation = no longer in operation
value-affiliationChanged = affiliation changed
value-unspecified = no reason given
value-fits = fits
value-differs = differs
value-absent = none

evidence-name-authority = Authority
evidence-name-issuerSerial = Serial of the missing certificate
evidence-name-published = Published at (not fetched)
evidence-name-formats = Trusted for
evidence-name-holder = Signs for
evidence-name-known = Keys seen before
value-acquirer = the acquirer
value-tse-vendor = vendor or operator of the TSE
value-rksv-trust-provider = Austrian trust service provider
value-rksv-closed-system = the company itself (closed system)
value-ofd-authority = Chinese certification authority
value-tax-authority = the tax authority
value-other-formats = trusted, but for other formats
value-not-trusted = complete, but you do not trust its root
value-too-many-paths = too many possible paths
value-too-many-checks = too many certificates and revocation data, not all were looked at
value-company = company
value-company-not-named = the certificate does not name the company in the code
value-test-service = a test signature, which vouches for no real receipt
value-unknown-service = the code’s trust service is not on the Austrian ministry’s list
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
value-sheca = SHECA (Shanghai)
value-netca = NETCA (Guangdong)
value-gdca = GDCA (Guangdong)
value-state-taxation = State Taxation Administration of China
value-zatca = ZATCA
missing-acquirer = Ask the acquirer named on the slip for the certificate that its terminals sign with, and import it here.
missing-tse-vendor = The shop can export its TSE’s certificates (the till’s TSE export, a TAR file, holds them). The vendor or operator of the TSE publishes its CA certificates.
missing-rksv-trust-provider = The provider’s directory (A-Trust, GLOBALTRUST or PrimeSign) has the certificate under its serial number; the shop’s data collection protocol (DEP export) holds it too.
missing-rksv-closed-system = In a closed system the company has the key itself: ask it for its public key, or for the file cryptographicMaterialContainer.json without the secret key.
missing-ofd-authority = The authority that is named publishes its CA certificates; whoever sealed the invoice can say which one.
missing-tax-authority = The tax authority (ZATCA) issued the seller’s certificate: ask the seller for it.
missing-payment-gateway = The payment gateway gives out its certificate or key: get it from the gateway’s own download page, and compare the fingerprint by a second way.
missing-invoice-portal = The invoice registration portal (IRP) publishes the certificate or public key that it signs with: get it from the portal’s own site, compare the fingerprint by a second way, and trust that very one here.
note-key-seen = You have seen this key of { $holder } before: { $times } times since { $since }. That is weaker than a certificate: nobody but you vouches for it.
note-key-changed = Another key than before signs for { $holder }; the one you know since { $since } you saw { $times } times. That can be a new device, or somebody else: ask before you rely on it.
note-key-first-seen = The key that signs for { $holder } is seen for the first time.

### Live camera

intake-live = Live camera

### PDF files

format-pdf-signature = PDF file
cause-changed-after-signing = Changed after it was signed
cause-changed-after-signing-why = What is shown now is not the version that was signed. Go by the signed version, and ask the issuer.
verdict-altered-why-changed = The file was changed after it was signed: { $kind }.

## Messages of payment gateways: genuine is not paid

verdict-message-paid = Genuine message: the gateway says PAID
verdict-message-paid-to-other = Genuine message: paid to ANOTHER merchant, not to you
verdict-message-accepted = Genuine message: accepted, NOT yet paid
verdict-message-pending = Genuine message: this payment is still PENDING
verdict-message-failed = Genuine message: this payment FAILED
verdict-message-closed = Genuine message: this order was CLOSED, no payment stands
verdict-message-refunded = Genuine message: the gateway says REFUNDED
verdict-message-refunded-part = Genuine message: the gateway says PARTLY refunded
verdict-message-refund-accepted = Genuine message: the REFUND is accepted, not done yet
verdict-message-refund-pending = Genuine message: the REFUND is still pending
verdict-message-refund-failed = Genuine message: the REFUND failed, nothing was given back
verdict-message-refund-closed = Genuine message: the REFUND was closed, nothing was given back
verdict-message-refund-unknown = Genuine message: what became of the REFUND can’t be told
verdict-message-sealed = Genuine message: amount and result are sealed
verdict-message-not-a-payment = Genuine message: it is NOT about a payment made
verdict-message-unknown = Genuine message: what became of the payment can’t be told
verdict-message-why = The signature fits, and a certificate or key that you trust vouches for it: the gateway did say this. Genuine is not yet paid to you: compare with your own order and account.
message-own-merchant = one that you keep
message-other-merchant = The merchant number in it is not one that you keep.
message-nobody-named = The message does not say to which merchant: it may be anybody’s.
verdict-message-now = Compare it with your own order: merchant number, order number and amount.
    .detail = Whether money arrived, the account tells, not the message.
verdict-message-now-unpaid = Do not pay a second time yet.
    .detail = Your own statement says whether money left your account: look there, and show it to the shop.
    .merchant = Do not hand over goods yet, and do not charge again.
    .merchant-detail = Ask the gateway for this order’s result; that and the statement count.
verdict-message-test = Message of the TEST platform: no money moved
verdict-message-now-other = This was not paid to you: deliver nothing on it.
    .detail = Query your own order at the gateway; a message to another merchant is not for you.
verdict-message-now-refund = Query this refund before you do anything; do not refund twice.
    .detail = The message is about the refund. The payment itself stands as it was.
verdict-message-now-refunded = Compare order number and amount, and mark the order as refunded.
    .detail = Whether the money arrived, the customer’s statement and your account tell.
message-again = You have kept this message before: it is the same payment, not another one.
message-now-again = Do not deliver twice for the same payment.
message-stands = It says
message-why-altered = After the gateway signed it, { $field } was changed: what stands here is not what the gateway said.
message-why-added = { $field } stands in this text and was not signed: a framework put it in, or somebody else did.
message-why-left-out = { $field } was signed and is missing in this text.
message-why-time = { $field } is off by whole hours from what the gateway signed.
message-why-algorithm = The gateway’s key fits, but by another digest than this text says: a fault of a program.
message-why-rewritten = The gateway signed this content, but here it is written in another way, so that the signature does not fit: a fault of a program.
message-why-forged = The signature holds, but a merchant made it, not the gateway.
message-why-unknown = No certificate or key of the gateway that you trust vouches for this message yet.
message-why-request = This is a request that the merchant sent, nothing that the gateway said.
message-why-keyed = It is signed with a key that both sides have: who can check it can also make it. It does not prove that the gateway sent it.
message-why-unsigned = This message has no signature: nothing shows that the gateway sent it.
message-why-probe = The platform tries whether the merchant checks signatures: this is no real notification.
message-why-two-ways = What the gateway signed can be read in two ways from this text: neither result nor amount is certain.
message-now-altered = Deliver or refund nothing on this text.
message-now-rewritten = Fix the program, and check the raw message again.
message-now-text = Take the whole raw message again, and check that.
message-now-two-ways = Take the raw body or form again, and check that.
message-now-forged = Treat it as a forgery: do not deliver, and tell the platform.
message-now-wrong-key = Take the right certificate or key, and check again.
message-now-certificate = Clear up what is wrong with the certificate before you deliver on it.
message-now-unknown = Get the gateway’s certificate or key from its own download page, compare the fingerprint, and trust it then.
message-now-request = Wait for the gateway’s notification or query result.
message-now-keyed = Check it on your own server; deliver nothing on this text from somebody else.
message-now-unsigned = Deliver nothing on it.
message-now-probe = Answer it as a failed check.
message-now-detail = Whether it was paid, a query of your own order and your account tell.
message-now-probe-detail = The true notification follows.
knows-message = The message is whole, and the gateway sent it.
outcome-test = This is a message of the gateway’s test platform: no money moved.
