# The certificates page: loaded with it.

certificates-title = Certificates
certificates-lead = Whom you trust is for you to decide. Certificates stay on this device.
certificates-import = Import certificates or revocation lists
certificates-import-hint = .pem .cer .crt .der .crl, dropped or pasted here as well
certificates-paste = Paste PEM text
certificates-paste-label = PEM text (-----BEGIN CERTIFICATE-----)
certificates-paste-do = Import this text
certificates-none = No certificates yet. Until you import one, every sound slip comes out as “Unknown issuer”.
certificates-anchors = Trusted certificate authorities
certificates-pinned = Pinned
certificates-path = Path material, not trusted by itself
certificates-path-hint = Used to build a path. It becomes trusted when you pin it.
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
certificates-pinned-tag = pinned by you
certificates-issuer = Issued by { $issuer }
certificates-self-signed = Self-signed
certificates-merchants = For merchants { $merchants }
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
certificates-pin = Pin
certificates-pin-label = Pin { $name }
certificates-unpin = Unpin
certificates-unpin-label = Unpin { $name }
certificates-remove = Remove
certificates-remove-label = Remove { $name }
certificates-undo = Undo
certificates-removed = { $name } was removed.
certificates-pinned-done = { $name } is pinned: it is now trusted on this device.
certificates-unpinned-done = { $name } is no longer pinned.
certificates-imported = { $count ->
    [0] Nothing new was imported.
    [one] 1 entry imported.
   *[other] { $count } entries imported.
    }
certificates-known = { $count } were here already.
certificates-rechecked = The slip on the screen was checked again.
certificates-memory = This browser keeps nothing for this page (private window?). Certificates stay until you close it.
refused-private-key = A private key is in this file. It was refused and not stored. Keep it secret; send only the certificate.
refused-not-a-certificate = { $what } is neither a certificate nor a revocation list.
refused-damaged = { $what } is damaged or incomplete.
refused-too-large = { $what } is too large for a certificate.
refused-empty = { $what } is empty.
use-slips = signs slips
use-any = no purpose named
use-ca = signs certificates
seen-done = { $name }: its key is remembered on this device.
