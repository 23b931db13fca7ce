# The view incidents: loaded with it.

# The record

incidents-opening = Opening the records
incidents-about = Records stay on this device. This page sends nothing.
incidents-none = No records yet. Press “Write down what happened” beside a result, or start one here.
incidents-new = New record without a slip
incidents-back = All records
incidents-replaced = Another tab changed the same field meanwhile. What you wrote here stands now; what was written there is in the timeline.
incidents-retention-unsaved = The browser has no room to keep this choice: it counts until you close the page.
incidents-gone = This record is not here: it was deleted, or it was never on this device.
incidents-number = Case number
incidents-opened = Opened
incidents-since = Opened { $time }
incidents-until = Answer due by { $day }
incidents-overdue = Due since { $day }: follow up
incidents-due = { $count ->
    [one] { $count } record is due: follow up first.
   *[other] { $count } records are due: follow up first.
    }
incidents-more = Show more ({ $count } left)
incidents-said = What the check said
incidents-said-at = Checked { $time }. A record does not change it.
incidents-no-slip = No slip: the terminal or till reported a problem
incidents-differs = { $field }: printed { $printed }, in the code or signed { $signed }
incidents-imported = From a file, { $time }: what it says of a verdict was not checked on this device.
incidents-what = What happened, and why
incidents-happened = What happened
incidents-cause = Cause
incidents-masked = A card number was masked: only the first six and last four digits are kept.
incidents-never = Never write a full card number, expiry date, security code, PIN or identity number here.
incidents-fields = Numbers and details
incidents-filled = { $count } of { $all } filled in

# Where it stands

incidents-state = State
incidents-next = What comes next
incidents-awaited = Who is to answer
incidents-settle = Set to: { $state }
incidents-cause-missing = Write down the cause before you close it.
incidents-timeline = Timeline
incidents-told = Told somebody
incidents-done = Did something
incidents-note-told = Whom, case number, answer
incidents-note-done = What was done, by whom
incidents-note = Add to the timeline
incidents-event-opened = Record opened
incidents-event-state = State: { $state }
incidents-event-told = Told: { $text }
incidents-event-done = Done: { $text }
incidents-event-tick = Ticked: { $step }
incidents-event-untick = Tick taken back: { $step }
incidents-event-choice = The customer’s choice: { $choice }
incidents-event-choice-back = Choice taken back: { $choice }
incidents-past = (changed later)
incidents-line = Kind of line
incidents-to = For whom
incidents-event-deadline = Answer due: { $day }
incidents-event-photo = Photo added
incidents-event-photo-removed = Photo removed
incidents-event-replaced = { $field }, as another tab or device had written it: { $text }
incidents-event-imported = Taken from a file

# Evidence

incidents-report = The report of that check
incidents-no-report = No slip, so there is no report.
incidents-certificate = Certificate
incidents-photo = Photo of the slip
incidents-photo-keep = Keep this slip’s photo, too
incidents-photo-add = Add a photo
incidents-photo-remove = Remove the photo
incidents-photo-about = A photo is kept only if you choose to. Cover the card number first.
incidents-photo-refused = This is no picture, or it is over 20 MB. It was not kept.

# Texts for others

incidents-send = A text ready to send
incidents-send-about = This page sends nothing. Copy it and send it yourself; of the card only the first six and last four digits.
incidents-to-acquirer = Acquirer
incidents-to-bank = Bank
incidents-to-authority = Authority
incidents-message-acquirer = Subject: problem with a slip’s signature, please look into it ({ $number })
incidents-message-bank = Subject: query about a card transaction ({ $number })
incidents-message-authority = Subject: report about a receipt that does not fit ({ $number })
incidents-message-acquirer-ask = Please tell us whether this transaction went through, whether it went through twice, and the state of the terminal’s signature and certificate.
incidents-message-bank-ask = Please tell me whether this transaction was booked and whether it was booked twice; if too much was taken, what to do.
incidents-message-authority-ask = The above is the result of a check, not an accusation. Please tell me how this is dealt with.
incidents-message-by = Please answer by { $day }.
incidents-message-foot = Checked by Slipcheck on the sender’s own device: it says whether the slip fits its signature, not whether money moved.

# Paper, calendar, deleting

incidents-print = Print the record
incidents-print-title = Incident record
incidents-calendar = Due date to calendar (.ics)
incidents-calendar-all = All due dates (.ics)
incidents-calendar-title = Follow up { $number }: { $state }
incidents-delete = Delete the record
incidents-delete-sure = Deleting can’t be undone. The photo goes, too. Files that you saved, and what the browser itself still holds, are not reached.
incidents-delete-not = Keep it
incidents-delete-now = Delete
incidents-delete-failed = The browser did not delete it; the record is still here. Open this page again and retry.
incidents-deleted = { $count ->
    [one] { $count } record deleted. This page cannot bring it back.
   *[other] { $count } records deleted. This page cannot bring them back.
    }
incidents-deleted-old = { $count ->
    [one] As you chose, { $count } closed record over its time was deleted.
   *[other] As you chose, { $count } closed records over their time were deleted.
    }
incidents-old = { $count ->
    [one] { $count } closed record is over the time that you chose.
   *[other] { $count } closed records are over the time that you chose.
    }
incidents-old-auto = Deleted by itself at a visit after a day, unless the device’s clock was wrong. To keep it, choose a longer time below.
incidents-delete-old = Delete them
incidents-retention = How long to keep closed records
incidents-retention-label = Keep after closing
incidents-days = { $days ->
    [0] until deleted by hand
    [365] one year
    [3650] ten years
   *[other] { $days } days
    }
incidents-auto = Delete by itself when the time is over, a day after it was offered (otherwise it is only offered)
incidents-retention-set = Keep it so
incidents-retention-done = { $days ->
    [0] Set: closed records stay until you delete them.
    [365] Set: closed records stay one year.
    [3650] Set: closed records stay ten years.
   *[other] Set: closed records stay { $days } days.
    }
incidents-memory = This browser keeps nothing: records are gone when the page closes. Save them as an encrypted file now.
incidents-full = Storage is full or refused: the last change is on this open page alone; all that was saved before is still there. Delete old records or photos, or save an encrypted file from the list, then try again.
incidents-retry = Try to save again

# The file

incidents-file = Backup and other devices
incidents-file-about = All records in one encrypted file. Nobody opens it without the passphrase, and a forgotten passphrase can’t be recovered.
incidents-export = Save an encrypted file
incidents-import = Take in an encrypted file
incidents-password = Passphrase
incidents-password-again = Passphrase once more
incidents-password-about = At least { $count } characters; several unrelated words are best.
incidents-password-short = The passphrase is too short: at least { $count } characters.
incidents-password-differs = The two passphrases differ.
incidents-seal = { $count ->
    [one] Encrypt and save { $count } record
   *[other] Encrypt and save { $count } records
    }
incidents-file-chosen = File: { $name }
incidents-unseal = Open and merge
incidents-working = Working, one moment
incidents-exported = { $count ->
    [one] { $count } record is in the encrypted file. Look in your downloads.
   *[other] { $count } records are in the encrypted file. Look in your downloads.
    }
incidents-imported-done = Added: { $added }. United with what stands here: { $newer }. The file brings nothing new: { $kept }.
incidents-imported-both = { $count ->
    [one] One text was written differently on the two devices: the later one stands in its field, the other one in the timeline.
   *[other] { $count } texts were written differently on the two devices: the later ones stand in their fields, the others in the timeline.
    }
incidents-import-unsaved = What was taken in is not stored on the device yet: storage is full or refused. The file is unchanged; make room and save again.
incidents-file-other = This is not an encrypted file of this page. Nothing was changed.
incidents-file-too-new = This file was made by a newer version. Update this page first. Nothing was changed.
incidents-file-too-much-work = This file asks for far too much computing, so it was not opened. Use a file that you saved yourself. Nothing was changed.
incidents-file-too-large = This file is too large to be one of this page’s. Nothing was changed.
incidents-file-truncated = The file is incomplete: its end is missing. Copy the whole file again. Nothing was changed.
incidents-file-damaged = The file is damaged, or what is in it are no records. Use another copy. Nothing was changed.
incidents-file-wrong-password = The passphrase is not right. Try again; mind capitals and the keyboard layout. Nothing was changed.

# The conversation at the till

incidents-till = At the till
incidents-aloud-merchant = Words to say to the customer
incidents-aloud-cardholder = Words to say to the staff
incidents-say-merchant-fits = The check came out well, the slip is in order. Please keep it with your records.
incidents-say-merchant-half = The code is genuine. Let us look at amount and time together, and make sure that the payment went through.
incidents-say-merchant-altered = What this slip says does not agree with its code or its signature. That need not be anyone’s fault. Please do not sign yet: I will look the payment up, and you will not pay twice.
incidents-say-merchant-unfit = The signature on this slip does not fit; it may be only the device or the scan. One moment: I will first look whether you were charged. You will not pay twice.
incidents-say-merchant-certificate = The slip was not changed; our terminal’s certificate has a fault. It has nothing to do with you. I will check the payment and give you a correct slip.
incidents-say-merchant-unknown = This device does not know yet who signed it; that does not mean that anything is wrong. I will get the certificate, and you can look at your bank’s message.
incidents-say-merchant-none = This slip has no signature to check, or it could not be read. I will look the payment up by its reference number, one moment please.
incidents-say-merchant-terminal = The terminal reports a problem; what it is I do not know yet. One moment: I will first look whether you were charged. You will not pay twice.
incidents-say-cardholder-fits = The check came out well, thank you. I will keep the slip.
incidents-say-cardholder-half = The code is genuine. Could we look at amount and time together, and make sure that the payment is done?
incidents-say-cardholder-altered = What this slip says does not agree with its code or its signature; it may be the machine. Could you look this payment up? Until then I would rather not sign or pay again.
incidents-say-cardholder-unfit = The signature on this slip does not fit; it may be only the machine. Could you look whether I was charged? Until then I would rather not pay again.
incidents-say-cardholder-certificate = The slip was not changed, but the terminal’s certificate has a fault. Could you check the payment and give me a correct slip?
incidents-say-cardholder-unknown = My phone does not know the certificate behind this signature yet. Do you have the certificate file, or can you name your acquirer?
incidents-say-cardholder-none = This slip has no signature that I can check, or I could not read it. Could you look the payment up by its reference number?
incidents-say-cardholder-terminal = The terminal reports a problem. Could you first look whether I was charged? Until then I would rather not pay again.
incidents-choose-merchant = What does the customer prefer?
incidents-choose-cardholder = What do you prefer?
incidents-choice-sign-again = Sign again
incidents-choice-other-card = Another card
incidents-choice-cash = Cash
incidents-choice-cancel = Cancel
incidents-unsure-merchant = First find out whether the first payment was taken; only then take another.
incidents-unsure-cardholder = First find out whether the first payment was taken; only then pay again.
incidents-step-said = I have said the words above.
incidents-step-check-new = Check the new slip with this page.
incidents-step-void-proof = If the first payment was taken: void it first, and the customer gets the void slip.
incidents-step-cash-receipt = A receipt for the cash, noting that the first payment was not taken.
incidents-left = { $count ->
    [0] Nothing forgotten: all steps are ticked.
    [one] One step left.
   *[other] { $count } steps left.
    }

# Hints

incidents-hint-happened = What happened, where, who was there
incidents-hint-cause = What turned out to be the reason; needed for closing
incidents-hint-money = yes, no, twice, not known; how you found out
incidents-hint-card = first six and last four digits only
incidents-hint-awaited = for example the acquirer’s hotline, case number
incidents-hint-outage = of the signing device: from, until, why
incidents-hint-outcome = what came of it, and what prevents the next one

# Fields and states of specs/next-steps.json

incidents-field-happened = what happened
incidents-field-cause = cause
incidents-field-noticed-at = noticed at
incidents-field-reported-by = reported by
incidents-field-shop = shop and place
incidents-field-merchant-number = merchant number
incidents-field-terminal-number = terminal number
incidents-field-transaction-time = time of the sale
incidents-field-transaction-type = type
incidents-field-amount = amount and currency
incidents-field-reference-number = reference number
incidents-field-trace-and-batch = trace and batch number
incidents-field-authorisation-code = authorisation code
incidents-field-card = card (first 6, last 4 only)
incidents-field-receipt-number = receipt or invoice number
incidents-field-host-code = host code and text on the screen
incidents-field-verdict = verdict
incidents-field-causes = causes and confidence
incidents-field-money = was money taken?
incidents-field-goods = goods handed over?
incidents-field-outage = outage: from, until, reason
incidents-field-attachments = attachments
incidents-field-deadline = answer due by
incidents-field-outcome = outcome and prevention
incidents-state-open = open
incidents-state-waiting-shop = waiting for the shop
incidents-state-waiting-acquirer = waiting for acquirer or supplier
incidents-state-waiting-bank = waiting for the bank
incidents-state-waiting-authority = waiting for the authority
incidents-state-corrected = corrected
incidents-state-refunded = refunded
incidents-state-no-fault = nothing wrong
incidents-state-unresolved = not settled
incidents-state-closed = closed

# Of a reconciliation.
incidents-compared = Three documents: { $status }
incidents-compared-at = Held against each other on { $time }, by the slips and statements given then. A record changes nothing about that.
incidents-message-compared-acquirer = Subject: documents differ about a transaction, please look into it ({ $number })
incidents-message-compared-bank = Subject: query about a card transaction ({ $number })
incidents-message-compared-authority = Subject: report that documents differ about a transaction ({ $number })
incidents-message-compared-acquirer-ask = Please tell us how you booked this transaction, where the difference comes from, and how it will be settled.
incidents-message-compared-bank-ask = Please tell me whether this transaction was booked, with which amount and day, and whether it was booked twice; if too much was taken, what to do.
incidents-message-compared-authority-ask = The above compares documents and accuses nobody. Please tell me how this is dealt with.
incidents-message-compared-foot = Compared by Slipcheck on the sender’s own device: it says what documents say, not whether money moved.
incidents-compared-ambiguous = ambiguous
incidents-compared-duplicated = duplicated
incidents-compared-amount-differs = amount differs
incidents-compared-missing-in-acquirer = not in the statement
incidents-compared-missing-in-slip = no slip
incidents-compared-missing-in-bank = not at the bank
incidents-compared-merchant-differs = merchant number differs
incidents-compared-fee-unexplained = fee unexplained
incidents-compared-date-differs = date differs
incidents-compared-not-covered = not covered
incidents-compared-reversed = reversed
incidents-compared-agrees = agrees
incidents-too-long = A field holds { $count } characters: what is beyond is not kept. It stays on the screen until you leave: shorten it, or put the rest into another line.
incidents-note-long = A line of the timeline holds { $count } characters; this one has { $length }. It was not added yet and stands in its field: shorten it, or add it in parts.
incidents-search = Find by number, reference, shop or cause
incidents-found-none = No such record was found.
incidents-say-merchant-host = The terminal shows a code. One moment: I will first look whether you were charged. You will not pay twice.
incidents-say-cardholder-host = The terminal shows a code. Could you first look whether I was charged? Until then I would rather not pay again.

# Of what a terminal says, without a slip; and of three documents that agree.
incidents-message-terminal-acquirer = Subject: a terminal reports a problem, please look into it ({ $number })
incidents-message-terminal-bank = Subject: query about a card transaction ({ $number })
incidents-message-terminal-authority = Subject: report about a terminal ({ $number })
incidents-message-terminal-acquirer-ask = Please tell us whether this transaction went through, whether it went through twice, and what the message on the terminal means.
incidents-message-terminal-bank-ask = Please tell me whether this transaction was booked and whether it was booked twice; if too much was taken, what to do.
incidents-message-terminal-authority-ask = The above is what a terminal showed, and accuses nobody. Please tell me how this is dealt with.
incidents-message-terminal-foot = Written down with Slipcheck on the sender’s own device. No slip was checked.
incidents-message-agrees-acquirer = Subject: query about a transaction ({ $number })
incidents-message-agrees-bank = Subject: query about a card transaction ({ $number })
incidents-message-agrees-authority = Subject: about a transaction ({ $number })
incidents-message-agrees-acquirer-ask = The documents that we hold agree about this transaction. Please confirm how you booked it.
incidents-message-agrees-bank-ask = The documents that I hold agree about this transaction. Please confirm that it was booked once, with this amount.
incidents-message-agrees-authority-ask = The documents about this transaction agree. Please tell me how the above is dealt with.
