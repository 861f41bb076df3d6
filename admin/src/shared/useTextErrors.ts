import { useState } from 'react';
import { useApiError } from './useApiError';
import { useRefusal } from './useRefusal';

interface Options<Name extends string> {
  readonly names: readonly Name[];
  /** What is said at a field that must not be empty; null where it may be. */
  readonly whenEmpty: (name: Name) => string | null;
  /** What is said where the server's own words would not help. */
  readonly whenRefused?: (name: Name) => string | null;
}

/**
 * Errors of a small form of texts. `send(values, save)` saves when nothing is missing; what is missing, and what the server
 * refuses, is said at its field, all else as a notice.
 */
export const useTextErrors = <Name extends string>({
  names,
  whenEmpty,
  whenRefused = () => null,
}: Options<Name>) => {
  const explain = useApiError();
  const refuse = useRefusal();
  const [errors, setErrors] = useState<Partial<Record<Name, string>>>({});
  const missingIn = (values: Readonly<Record<Name, string>>): Partial<Record<Name, string>> => {
    const missing: Partial<Record<Name, string>> = {};
    for (const name of names) {
      const word = values[name].trim() === '' ? whenEmpty(name) : null;
      if (word !== null) missing[name] = word;
    }
    return missing;
  };
  const send = async (values: Readonly<Record<Name, string>>, save: () => Promise<void>) => {
    const missing = missingIn(values);
    setErrors(missing);
    if (Object.keys(missing).length > 0) return;
    try {
      await save();
    } catch (error) {
      const { field, message } = explain(error);
      const name = names.find((one) => one === field);
      if (name === undefined) refuse(error);
      else setErrors({ [name]: whenRefused(name) ?? message } as Partial<Record<Name, string>>);
    }
  };
  return { errors, send };
};
