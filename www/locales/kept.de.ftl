# The page of kept slips: loaded with it.

kept-title = Behaltene Belege
kept-lead = Belege, die Sie behalten haben. Kommt derselbe noch einmal, wird es gesagt.
kept-memory = Dieser Browser speichert nichts für diese Seite (privates Fenster?). Belege bleiben, bis Sie es schließen.
kept-none = Nichts ist behalten. Bei einem Ergebnis steht „Auf diesem Gerät behalten“.
kept-export = Alle als JSON exportieren
kept-remove-all = Alle entfernen
kept-about = Sie liegen in diesem Browser auf diesem Gerät und werden nirgendwohin gesendet. Wer diesen Browser benutzt, kann sie sehen; das Löschen der Browserdaten entfernt sie.
kept-since = Behalten seit { $time }
kept-open = Neu prüfen
