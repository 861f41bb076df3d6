/** Would a reload or a closed window ask first? */
export const isLeaveHeld = (): boolean => {
  const leaving = new Event('beforeunload', { cancelable: true });
  window.dispatchEvent(leaving);
  return leaving.defaultPrevented;
};
