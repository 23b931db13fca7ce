# Issuers by name, on the certificates page: loaded with the catalogue.

groups-title = Groups of issuers
groups-lead = Switching a group on trusts all of its members on this device, for its formats alone. All are off at first. Catalogue of { $catalogue }.
groups-on = on
groups-formats = For { $formats } alone
groups-since = Switched on by you on { $date }, with the catalogue of { $catalogue }.
groups-caution-cn-national = This proves who sealed, not that the sealer may issue invoices: look at who that is.
groups-members = Members
groups-candidates = Seen in too few sources: not in the group
groups-missing = Not covered by this group
groups-why = Look at the names and fingerprints above first. Then what they vouch for comes out as verified; you can switch the group off at any time.
groups-press = { $count ->
    [one] Trust this certificate: switch the group on
   *[other] Trust these { $count } certificates: switch the group on
    }
groups-off = Switch the group off
groups-on-done = { $name }: switched on.
groups-off-done = { $name }: switched off.
groups-old = This group rests on an old list: it serves to recognise, and cannot be switched on.
groups-empty = No certificate of it is established yet, so it cannot be switched on.
groups-unavailable = Its certificates could not be loaded, so it cannot be switched on. Open this page again when you are connected.
groups-changed = A certificate file is not the one of the catalogue, so the group is not used. Tell whoever runs this page.
groups-host = Switched on by { $host } on { $date }; you did not choose it.
groups-publisher = Published by
groups-source = Source
groups-sources = Independent public sources: { $count }; checked { $catalogue }
groups-sources-few = Independent public sources: only { $count } (checked { $catalogue }): compare the fingerprint with the publisher’s page
groups-unseen = We have not seen this certificate.
search-title = Find an issuer
search-label = Name, organisation or fingerprint
search-known = Found is not trusted: only your own action makes trust.
search-none = The catalogue does not know it. Ask whoever runs the till or terminal, and compare the fingerprint on another way.
search-more = There are more: type more of the name.
search-listed = Trusted list of { $territory } of { $issued }: old, and says nothing of today
many-filter = Filter your { $count } certificates
many-none = No certificate fits.
many-any = For any format
