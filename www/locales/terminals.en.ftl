# The view terminals: loaded with it.

terminals-none = No terminal yet. Enter the terminal number as slips print it.
terminals-unknown = This terminal is not in the list; it may have been deleted.
terminals-memory = This browser keeps nothing, or its room is used up: what you write here is gone when the page is closed.
terminals-lock = Everything here stays on this device.
terminals-masked = That may be a card’s number: it is not kept in full, only its first six and last four digits. A terminal’s number stands on the slip behind “TID”, mostly eight digits.
terminals-number = Terminal number (TID, or the till’s)
terminals-add = Add terminal
terminals-offer = Add the one on the slip just checked:
terminals-open = Open
terminals-back = All terminals
terminals-remember = Remember results of my terminals
terminals-remember-detail = Off unless you switch it on. Then, when a slip of a terminal listed here is checked, this device keeps: verdict, causes, time of the check, clock offset, and name and last day of the certificate that vouched for it. No amounts, no card data, not the slip itself. You can switch it off and delete it at any time.
terminals-forget = Delete this terminal’s results
terminals-forget-all = Delete all results
terminals-forgotten = The results are deleted.
terminals-remove = Delete this terminal
terminals-remove-all = Delete all terminals
terminals-removed = { $count ->
    [one] One terminal is deleted.
   *[other] { $count } terminals are deleted.
 }
terminals-really = Check-ups and results are deleted with it; that cannot be taken back.
terminals-delete = Delete
terminals-keep = Keep
terminals-about = About the terminal
terminals-name = Name (optional)
terminals-vendor = Vendor
terminals-acquirer = Acquirer
terminals-phone = Number to call when it fails
terminals-call = Call
terminals-software = Software version
terminals-maintenance = Next maintenance
terminals-certificates = Certificates
terminals-certificates-none = No certificate names this terminal. Files are imported here:
terminals-expires = Valid until { $date }
terminals-expired = Expired on { $date }
terminals-from-slip = seen on a slip that it vouched for
terminals-from-file = imported
terminals-row-certificate = Certificate until { $date }
terminals-seen = Results of checks
terminals-seen-none = No results yet: check a slip of this terminal, and its result appears here.
terminals-seen-off = Results are not remembered: the list of terminals has the switch.
terminals-plot = { $count ->
    [one] One check
   *[other] { $count } checks
 } in the last { $weeks } weeks, { $bad } of them did not fit.
terminals-table = Numbers by week
terminals-week = Monday
terminals-group-good = Fits
terminals-group-open = Unsigned or unreadable
terminals-group-certificate = Certificate
terminals-group-bad = Does not fit
terminals-count = Checks
terminals-faults = Printer and camera
terminals-faults-none = No fault seen
terminals-times = { $count ->
    [one] once
   *[other] { $count } times
 }, last on { $last }
terminals-clock = Clock
terminals-clock-none = No offset seen
terminals-clock-hours = { $count ->
    [one] one hour
   *[other] { $count } hours
 } off ({ $date })
terminals-clock-seconds = { $count ->
    [one] one second
   *[other] { $count } seconds
 } off ({ $date })
terminals-causes = Causes
terminals-last = Last verdicts
terminals-due = Due soon
terminals-due-certificate = Terminal { $number }: the certificate “{ $name }” { $past ->
    [yes] expired on { $date }. Have the acquirer renew it.
   *[no] expires on { $date } (days left: { $days }). Ask the acquirer to renew it in time.
 }
terminals-due-maintenance = Terminal { $number }: { $past ->
    [yes] its maintenance was due on { $date }.
   *[no] maintenance on { $date } (days left: { $days }).
 }
terminals-calendar = Save reminders for the calendar (.ics)
terminals-calendar-certificate = Certificate “{ $name }” of terminal { $number } expires on { $date }
terminals-calendar-maintenance = Maintenance of terminal { $number } on { $date }
terminals-calendar-text = Call the acquirer or vendor, and do a check-up on the page Terminals of Slipcheck.
terminals-checkup = Check-up in ten questions
terminals-checkup-lead = At the terminal, about five minutes. What you cannot check now can wait.
terminals-checkup-keep = Keep this check-up
terminals-checkup-kept = The check-up is kept.
terminals-checkup-past = Earlier check-ups
terminals-checkup-result = yes: { $yes }, no: { $no }, not checked: { $open }
terminals-answer-yes = Yes
terminals-answer-no = No
terminals-answer-later = Not checked
terminals-ask-sign-in = Did today’s sign-in succeed?
terminals-do-sign-in = Sign in again; when it fails twice, take no cards and have the acquirer send the keys anew.
terminals-ask-network = Is the network steady (full signal, cable firm)?
terminals-do-network = Try another place or network and restart; look up sales made while it was down before charging again.
terminals-ask-paper = Is there enough thermal paper, and is it in straight?
terminals-do-paper = Put in a new roll; faded paper makes codes unreadable.
terminals-ask-print-head = Is the print clear, without white stripes?
terminals-do-print-head = Clean the print head with alcohol; if the stripes stay, have the vendor replace it.
terminals-ask-clock = Is its clock within a minute of the true time?
terminals-do-clock = Sign in again so that the host sets the clock; if it stays off, have the vendor correct time and zone, and write that down.
terminals-ask-certificate = Is its certificate valid for sixty days more?
terminals-do-certificate = Have the acquirer renew it now; slips signed after its last day fail the check.
terminals-ask-software = Is the software the vendor’s latest?
terminals-do-software = Agree on a time for the update with the vendor and settle before it; note the new version above.
terminals-ask-duplicates = Is the current batch free of duplicates?
terminals-do-duplicates = Compare reference and voucher numbers; void what was booked twice, and tell the customer.
terminals-ask-settlement = Was the last business day settled?
terminals-do-settlement = Settle now; if it fails or does not balance, keep the slips and call the acquirer.
terminals-ask-emergency = Is the emergency number at the terminal, and written here?
terminals-do-emergency = Enter the number from the acquirer’s contract or the terminal’s label above, and put it beside the terminal.
terminals-emergency-empty = No number is written above yet: until it is, this counts as No.

# A photo of the screen.
terminals-photo = Photo of the screen
terminals-photo-about = Or photograph what the terminal shows: the codes on the photo are offered here. The photo stays on this device and is not kept.
terminals-photo-cancel = Cancel
terminals-photo-asks = To read it, { $size } MB are downloaded, once.
terminals-photo-ready = This device reads the printed text.
terminals-photo-read = Read the photo
terminals-photo-load = Fetching what reads print: { $done } of { $all } MB
terminals-photo-print = Reading line { $done } of { $all }
terminals-photo-failed = The photo could not be read. Type the code instead.
terminals-photo-none = No known code was found on the photo. Take it closer and straight on, or type the code.
terminals-photo-found = { $count ->
    [one] One code was found. Compare it with the screen.
   *[other] { $count } codes were found. Press the one that the screen shows as its answer.
  }
terminals-photo-unbuilt = This page was built without what reads print. Type the code instead.
