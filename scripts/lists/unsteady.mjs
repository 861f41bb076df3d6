/**
 * Test files that fail now and then without a fault of the change at hand. `npm test` leaves them out, `npm run test:all`
 * runs them. At most five; each stays until its cause is mended. Tests of sending, consent, kills and permissions may not
 * stand here. A line: `{ file, date: 'YYYY-MM-DD', symptom, looked }`, `looked`: what was looked at in vain.
 */
export const UNSTEADY = [];
