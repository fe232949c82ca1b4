/** Dates in header fields, parsed strictly: one space too many makes a date invalid (RFC 9110 §5.6.7). */

const TIME = '(\\d\\d):(\\d\\d):(\\d\\d)';
/** IMF-fixdate, and the two obsolete forms that recipients must accept. Case is ignored (RFC 9111 §4.2). */
const FORMS: readonly [form: RegExp, day: number, month: number, year: number, time: number][] = [
  [new RegExp(`^[a-z]{3}, (\\d\\d) ([a-z]{3}) (\\d{4}) ${TIME} gmt$`, 'i'), 1, 2, 3, 4],
  [new RegExp(`^[a-z]{6,9}, (\\d\\d)-([a-z]{3})-(\\d\\d) ${TIME} gmt$`, 'i'), 1, 2, 3, 4],
  [new RegExp(`^[a-z]{3} ([a-z]{3}) ([ \\d]\\d) ${TIME} (\\d{4})$`, 'i'), 2, 1, 6, 3],
];
const MONTHS = 'janfebmaraprmayjunjulaugsepoctnovdec';

/** A two-digit year more than 50 years ahead belongs to the century before. */
function fullYear(digits: string, now: number): number {
  const year = Number(digits);
  if (digits.length > 2) return year;
  const thisYear = new Date(now).getUTCFullYear();
  const guess = thisYear - (thisYear % 100) + year;
  return guess > thisYear + 50 ? guess - 100 : guess;
}

/** Milliseconds since the epoch; undefined if the date is invalid. */
export function parseHttpDate(field: string | null | undefined, now: number): number | undefined {
  for (const [form, day, month, year, time] of FORMS) {
    const found = form.exec(field ?? '');
    if (!found) continue;
    const [hours, minutes, seconds] = [0, 1, 2].map((at) => Number(found[time + at])) as [
      number,
      number,
      number,
    ];
    const at = MONTHS.indexOf((found[month] ?? '').toLowerCase());
    return at % 3
      ? undefined
      : Date.UTC(fullYear(found[year] ?? '', now), at / 3, Number(found[day]), hours, minutes, seconds);
  }
  return undefined;
}
