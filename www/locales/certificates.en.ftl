# The certificates page: loaded with it.

certificates-title = Certificates
certificates-lead = Whom you trust is for you to decide. Certificates stay on this device.
certificates-import = Import certificates or revocation lists
certificates-import-hint = .pem .cer .crt .der .p7b .crl .zip, a till’s export (.tar, .json); dropped or pasted here as well
certificates-paste = Paste PEM text
certificates-paste-label = PEM text (-----BEGIN CERTIFICATE-----)
certificates-paste-do = Import this text
certificates-none = No certificates yet. Until you import one and trust it, every sound slip comes out as “Unknown issuer”.
certificates-waiting = Not trusted yet
certificates-untrusted-tag = not trusted yet
certificates-anchors = Trusted certificate authorities
certificates-pinned = Other trusted certificates
certificates-path = Path material, not trusted by itself
certificates-path-hint = Used to build a path. Nothing is trusted before you compare it and press “trust”.
certificates-crls = Revocation lists
certificates-demo = Demonstration certificate
certificates-demo-detail = Only for the samples. Whatever it vouches for carries the tag “Demo” and does not count.
certificates-never = This page never fetches certificates by itself.
    .detail = Ask your acquirer or bank for the root certificate, and compare the fingerprint.
certificates-valid-until = Valid until { $date }
certificates-valid-from = Valid from { $date }
certificates-expired-on = Expired { $date }. Slips signed before can still be checked.
certificates-expired = expired
certificates-not-yet = not yet valid
certificates-no-crl = no revocation list
certificates-anchor-tag = trusted
certificates-issuer = Issued by { $issuer }
certificates-self-signed = Self-signed
certificates-all-merchants = For all of its acquirer’s merchants
certificates-crl-entries = { $count ->
    [0] No revoked certificates
    [one] 1 revoked certificate
   *[other] { $count } revoked certificates
    }
certificates-crl-dates = From { $from }, next one { $until }
certificates-crl-from = From { $from }
certificates-crl-stale = out of date
certificates-details = Details
certificates-unpin = Stop trusting
certificates-unpin-label = Stop trusting { $name }
certificates-remove = Remove
certificates-remove-label = Remove { $name }
certificates-undo = Undo
certificates-removed = { $name } was removed.
certificates-pinned-done = { $name } is now trusted on this device.
certificates-unpinned-done = { $name } is no longer trusted.
certificates-imported = { $count ->
    [0] Nothing new was imported.
    [one] 1 entry imported.
   *[other] { $count } entries imported.
    }
certificates-known = { $count } were here already.
certificates-rechecked = The slip on the screen was checked again.
certificates-memory = This browser keeps nothing for this page (private window?). Certificates stay until you close it.
refused-private-key = A private key is in this file. It was refused and not stored. Keep it secret; send only the certificate.
refused-pkcs12 = { $what } is a PKCS #12 file (.p12, .pfx). It is locked, and as a rule holds a private key: it was not opened and not stored. Keep it secret, and give its certificate alone (.cer, .crt or .pem).
refused-not-a-certificate = { $what } is neither a certificate nor a revocation list.
refused-damaged = { $what } is damaged or incomplete.
refused-too-large = { $what } is too large for a certificate.
refused-weak = { $what } is a key that is too short: anybody can find its secret, so it proves nothing. Ask for one of 2048 bits or more.
refused-empty = { $what } is empty.
use-any = no purpose named
use-ca = signs certificates
seen-done = { $name }: its key is remembered on this device.
certificates-expires-in = { $days ->
    [one] Expires tomorrow ({ $date })
   *[other] Expires in { $days } days ({ $date })
    }
certificates-bar = Valid from { $from } to { $until }. { $state }
certificates-soon = expires soon
certificates-own-tag = yours
certificates-own = This is a certificate of one of my own terminals or tills: remind me before it ends
certificates-own-done = { $name } is on your reminder list.
certificates-own-undone = { $name } is no longer on your reminder list.
certificates-used = { $count ->
    [one] 1 kept slip used it
   *[other] { $count } kept slips used it
    }
certificates-vouches = { $name } vouches for
certificates-rename = Your own name for it
certificates-renamed = It is now called { $name }.
certificates-scope = Trusted for
certificates-scope-none = Nothing is chosen: it is not used at all.
certificates-formats-done = { $name }: what it is trusted for was changed.
certificates-ground-extension = Guessed from what the certificate says about its purpose. Change it if you know better.
certificates-ground-file = Guessed from the file that it came in. Change it if you know better.
certificates-ground-name = Guessed from its name. Change it if you know better.
certificates-ground-key = Guessed from the kind of its key. Change it if you know better.
certificates-ground-catalogue = By the catalogue of issuers: it vouches for nothing else, whoever trusts it.
certificates-ground-none = Nothing in it tells what it is for. Choose what you know it for.
certificates-missing = Missing: the certificate of { $issuer }
certificates-missing-detail = It signed the one below. Ask whoever runs the till or terminal for it, compare its fingerprint on another way, and import it here.
certificates-keys = Public keys without a certificate
certificates-ocsp = Answers about revocation (OCSP)
certificates-ocsp-one = Answer about revocation
certificates-ocsp-detail = { $count ->
    [one] Of { $date }, about 1 certificate
   *[other] Of { $date }, about { $count } certificates
    }
certificates-seen = Keys that you know
certificates-seen-hint = You have met these keys before. That is weaker than a certificate, and never makes a slip verified.
certificates-seen-times = { $count ->
    [one] seen once, on { $since }
   *[other] seen { $count } times since { $since }
    }
certificates-host = Given by this page’s host
certificates-host-hint = { $host } vouches for these; you did not choose them. Switch off what you do not want to rely on.
certificates-host-tag = given by the host
certificates-host-use = Use it
certificates-host-count = { $count ->
    [one] 1 certificate
   *[other] { $count } certificates
    }
certificates-host-unavailable = It could not be loaded, so it is not used.
certificates-host-changed = The file is not the one that this page was built with, so it is not used.
certificates-export = Export my trust list
recognised = { $name }: { $kind }, with { $found }
recognised-nothing = nothing that can be used
recognised-count-certificates = { $count ->
    [one] 1 certificate
   *[other] { $count } certificates
    }
recognised-count-crls = { $count ->
    [one] 1 revocation list
   *[other] { $count } revocation lists
    }
recognised-count-keys = { $count ->
    [one] 1 public key
   *[other] { $count } public keys
    }
recognised-count-ocsp = { $count ->
    [one] 1 OCSP answer
   *[other] { $count } OCSP answers
    }
recognised-pem = PEM text
recognised-der = a DER file
recognised-base64 = base64 text
recognised-pkcs7 = a PKCS #7 file
recognised-zip = a ZIP archive
recognised-tar = a TAR archive
recognised-tse-export = the export of a German TSE
recognised-rksv-dep = an Austrian data collection protocol (DEP)
recognised-rksv-container = an Austrian container of key material
reminders-title = Renew in time
reminders-due = Update the digital certificate before it expires: order the new one from your acquirer or till vendor now, and install it on the terminal.
reminders-event = Renew the certificate of { $name }
reminders-calendar = Save the reminders to a calendar
trust-open = Compare and trust
trust-why = Anybody can make a certificate with any name. To trust this one means: what it vouches for comes out as verified on this device.
trust-says = Says it belongs to
trust-alike = Another certificate here has the same name and another fingerprint. It may be a renewed one or an imitation: only the fingerprint tells.
trust-key-alike = Another key here has the same number and another fingerprint. At most one of them is the gateway’s: compare the fingerprint with what the gateway shows, and remove the other.
trust-fingerprint = Its fingerprint (SHA-256)
trust-compare = Compare every group with what the publisher shows on its own website, tells you by telephone or gives you on paper; not with the slip, message or link that brought it. If one character differs, do not trust it: remove it.
import-files = What the { $count } files were
import-known = What is known of them ({ $count })
trust-test = A test certificate is for trying things out: trust in it ends when this page is closed, and a slip under it never counts as a real one.
trust-scope = Trust it for
trust-press = I compared it: trust
trust-go = Compare and trust
import-waiting = { $count ->
    [one] 1 authority is not trusted yet.
   *[other] { $count } authorities are not trusted yet.
    }
import-beside = Certificates came with the slip. They are kept under Certificates and may help to find whose signature it is; nothing is trusted by that.
import-key-beside = A public key came with the message. It names nobody, and whoever sends a message can send a key that fits it: it was not kept, and the message was judged without it. If the gateway itself gave it to you, import it under Certificates.
import-left = { $count ->
    [one] { $count } file was not read: the others are together as large as one import may be. Choose it again by itself.
   *[other] { $count } files were not read: the others are together as large as one import may be. Choose them again by themselves.
}
import-instead = These are certificates, not a slip. They are kept under Certificates; nothing is trusted by that.
import-see = See the certificates
demoted = { $count ->
    [one] A certificate that you imported earlier is not trusted any more: importing alone is no longer enough. Compare its fingerprint and trust it again.
   *[other] { $count } certificates that you imported earlier are not trusted any more: importing alone is no longer enough. Compare their fingerprints and trust them again.
    }
demoted-known = Got it

trust-key-why = A bare key names nobody. To trust it means: messages that it signed come out as verified on this device.
trust-key-compare = Take the key from the platform’s own merchant page and compare every group with the fingerprint of that one; not with the message that brought it. It must be the platform’s key (支付宝公钥, 微信支付公钥), not your application’s.
