# The page of kept slips: loaded with it.

kept-title = Kept slips
kept-lead = Slips that you chose to keep. Another one like them is told as seen before.
kept-memory = This browser keeps nothing for this page (private window?). Slips stay until you close it.
kept-none = Nothing is kept. A result has the button “Keep on this device”.
kept-export = Export all as JSON
kept-remove-all = Remove all
kept-about = They are in this browser on this device, and are sent nowhere. Whoever can use this browser can see them; clearing the browser’s data removes them.
kept-since = Kept on { $time }
kept-open = Check anew
