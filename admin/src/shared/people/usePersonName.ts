import { useCallback } from 'react';
import { useT } from '../useT';
import { personName, shownName, type Person } from './person-name';

/** What a person is called on the page; "No number" where nothing of theirs is known. */
export const usePersonName = (): ((person: Person) => string) => {
  const nobody = useT()('shell.phone.none');
  return useCallback((person) => personName(person, nobody), [nobody]);
};

/** The same for a name that came without its person. */
export const useShownName = (): ((name: string) => string) => {
  const nobody = useT()('shell.phone.none');
  return useCallback((name) => shownName(name, nobody), [nobody]);
};
