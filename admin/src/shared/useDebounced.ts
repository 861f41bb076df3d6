import { useEffect, useState } from 'react';

/** The value as it was `ms` ago: for searches while typing. */
export const useDebounced = <Value>(value: Value, ms = 300): Value => {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
};
