import { useState } from 'react';
import { readLink } from './api';
import type { StartProps } from './types';

/** Opens the chat that a link leads to, or says why it leads nowhere. */
export const useLink = ({ person, onStart }: StartProps) => {
  const [problem, setProblem] = useState('');
  const follow = (link: string): void =>
    void readLink(link).then(
      (found) => {
        setProblem('');
        onStart(person, found);
      },
      (error: Error) => setProblem(error.message)
    );
  return { problem, follow };
};
