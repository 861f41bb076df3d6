import { useState } from 'react';
import { TextInput } from '@strapi/design-system';
import { wordsOf } from '../model';

type Props = {
  words: readonly string[];
  onChange: (words: string[]) => void;
  placeholder?: string;
  testId?: string;
};

/** Words parted by commas. What is typed stays as it is: a comma must not vanish under the fingers. */
export const WordsInput = ({ words, onChange, placeholder, testId }: Props) => {
  const [typed, setTyped] = useState(words.join(', '));
  // The card may stand for another entry now (one above was taken out): then its words are shown.
  const isOwn = wordsOf(typed).join('\n') === words.join('\n');
  return (
    <TextInput
      value={isOwn ? typed : words.join(', ')}
      placeholder={placeholder}
      data-testid={testId}
      onChange={(e: React.ChangeEvent<HTMLInputElement>) => {
        setTyped(e.target.value);
        onChange(wordsOf(e.target.value));
      }}
    />
  );
};
