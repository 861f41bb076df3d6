/**
 * What the browser refuses of the custom field: a text without any digit, of whatever script. All else is for the server, which
 * reads links, notes and several numbers too and says what is wrong; a second reader here would contradict it.
 */
export const checkPhone = (typed: string): 'not-a-number' | null =>
  typed.trim() === '' || /\p{Nd}/u.test(typed) ? null : 'not-a-number';
