/** How numbers are written. */

const MONEY = new Intl.NumberFormat('en-GB', { style: 'currency', currency: 'EUR' });
const COUNT = new Intl.NumberFormat('en-GB');

/** @param {number} cents */
export const money = (cents) => MONEY.format(cents / 100);

/** @param {number} number */
export const count = (number) => COUNT.format(number);

/** @param {Date} date */
export const clock = (date) =>
  [date.getHours(), date.getMinutes(), date.getSeconds()]
    .map((part) => String(part).padStart(2, '0'))
    .join(':');

/** @param {string} text */
export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);
