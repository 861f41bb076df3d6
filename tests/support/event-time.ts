/**
 * Presses happen when a test says: events carry this time in place of the machine's, on which two presses of a test are a
 * double click. Ends with `jest.restoreAllMocks()`.
 */
export const eventTime = () => {
  let now = 1_000;
  jest.spyOn(Event.prototype, 'timeStamp', 'get').mockImplementation(() => now);
  return {
    pass: (ms: number) => {
      now += ms;
    },
  };
};
