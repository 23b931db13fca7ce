/** Calendar files: days to be reminded of, for whatever calendar the user has (RFC 5545). */

/** An event of a whole day. */
export interface CalendarEvent {
  /** The same for the same event each time, so that a second import changes it and does not double it. */
  uid: string;
  /** `YYYY-MM-DD`. */
  date: string;
  title: string;
  text: string;
}

/** Most octets of a line, without its end (§3.1). */
const LINE = 75;

/** A calendar of whole days, each with a reminder on its morning; lines end in CRLF (§3.1). */
export function calendar(events: readonly CalendarEvent[], now = new Date()): string {
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, '');
  const lines = ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Slipcheck//Reminders//EN', 'CALSCALE:GREGORIAN'];
  for (const { uid, date, title, text } of events) {
    lines.push(
      'BEGIN:VEVENT',
      `UID:${escaped(uid)}`,
      `DTSTAMP:${stamp}`,
      `DTSTART;VALUE=DATE:${date.replace(/-/g, '')}`,
      `DTEND;VALUE=DATE:${following(date).replace(/-/g, '')}`,
      `SUMMARY:${escaped(title)}`,
      `DESCRIPTION:${escaped(text)}`,
      'TRANSP:TRANSPARENT',
      'BEGIN:VALARM',
      'ACTION:DISPLAY',
      `DESCRIPTION:${escaped(title)}`,
      'TRIGGER:PT9H',
      'END:VALARM',
      'END:VEVENT',
    );
  }
  lines.push('END:VCALENDAR', '');
  return lines.map(folded).join('\r\n');
}

/** A text value (§3.3.11): without control characters but the line's end. */
function escaped(text: string): string {
  return text
    .replace(/\r\n?/g, '\n')
    .replace(/[\0-\x09\x0b-\x1f\x7f]/g, ' ')
    .replace(/[\\;,]/g, '\\$&')
    .replace(/\n/g, '\\n');
}

/** A line in pieces of 75 octets, never within a character (§3.1). */
function folded(line: string): string {
  const encoder = new TextEncoder();
  let [out, length] = ['', 0];
  for (const character of line) {
    const octets = encoder.encode(character).length;
    if (length + octets > LINE) {
      out += '\r\n ';
      length = 1;
    }
    out += character;
    length += octets;
  }
  return out;
}

/** The day after. */
function following(date: string): string {
  const day = new Date(`${date}T00:00:00Z`);
  day.setUTCDate(day.getUTCDate() + 1);
  return day.toISOString().slice(0, 10);
}
