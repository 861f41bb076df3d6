import type { ChangeEvent, ReactNode } from 'react';
import {
  Box,
  Field,
  Flex,
  SingleSelect,
  SingleSelectOption,
  TextInput,
  Typography,
} from '@strapi/design-system';
import { WarningText } from '../../../shared/WarningText';

interface BlankProps {
  readonly name: string;
  /** Its name for screen readers, which do not read the words around it with it. */
  readonly label: string;
  readonly error?: string | false;
}

const Frame = ({
  name,
  error = false,
  children,
  width,
}: Pick<BlankProps, 'name' | 'error'> & { children: ReactNode; width?: string }) => (
  <Box minWidth={width ?? '12rem'} maxWidth="100%" {...(width === undefined ? {} : { width })}>
    <Field.Root name={name} error={error}>
      {children}
      <Field.Error />
    </Field.Root>
  </Box>
);

interface SelectProps<V extends string> extends BlankProps {
  /** Empty: nothing is chosen. */
  readonly value: V | '';
  readonly options: readonly (readonly [value: V, words: string])[];
  readonly placeholder?: string;
  readonly onChange: (value: V) => void;
}

/** A blank of the sentence that takes one of some. What is gone from them stays readable where it was chosen. */
export const Blank = <V extends string>(props: SelectProps<V>) => {
  const { value, options } = props;
  const isKnown = value === '' || options.some(([one]) => one === value);
  const all: readonly (readonly [V | '', string])[] = isKnown
    ? options
    : [...options, [value, value]];
  return (
    <Frame {...props}>
      <SingleSelect
        size="S"
        aria-label={props.label}
        {...(props.placeholder === undefined ? {} : { placeholder: props.placeholder })}
        value={value === '' ? null : value}
        onChange={(next) => {
          const found = all.find(([one]) => one === next);
          if (found && found[0] !== '') props.onChange(found[0]);
        }}
      >
        {all.map(([one, words]) => (
          <SingleSelectOption key={one} value={one}>
            {words}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </Frame>
  );
};

/** A number; an empty box is `NaN`, which no check lets pass. */
export const NumberBlank = ({
  value,
  onChange,
  ...props
}: BlankProps & { value: number; onChange: (value: number) => void }) => (
  <Frame {...props} width="10rem">
    <TextInput
      size="S"
      type="number"
      step="any"
      aria-label={props.label}
      value={Number.isFinite(value) ? String(value) : ''}
      onChange={(event: ChangeEvent<HTMLInputElement>) =>
        onChange(event.target.value === '' ? Number.NaN : Number(event.target.value))
      }
    />
  </Frame>
);

/** A time of the day, or a day. A field that was cleared keeps what it had. */
export const TimeBlank = ({
  value,
  type = 'time',
  onChange,
  ...props
}: BlankProps & { value: string; type?: 'time' | 'date'; onChange: (value: string) => void }) => (
  <Frame {...props} width={type === 'time' ? '13rem' : '18rem'}>
    <TextInput
      size="S"
      type={type}
      aria-label={props.label}
      value={value}
      onChange={(event: ChangeEvent<HTMLInputElement>) => {
        if (event.target.value !== '') onChange(event.target.value);
      }}
    />
  </Frame>
);

/** A blank that is made of something else. */
export const OtherBlank = Frame;

/** Words of the sentence between its blanks. */
export const Said = ({ children }: { children: string }) => (
  <Box paddingTop={1}>
    <Typography textColor="neutral800">{children}</Typography>
  </Box>
);

/** Words and blanks one after the other, as a sentence runs. */
export const Line = ({ children }: { children: ReactNode }) => (
  <Flex gap={2} wrap="wrap" alignItems="flex-start">
    {children}
  </Flex>
);

/** WHEN, WHO, THEN …: a part of the sentence under its word. */
export const Part = ({
  word,
  testId,
  children,
}: {
  word: string;
  testId: string;
  children: ReactNode;
}) => (
  <Flex
    tag="section"
    aria-label={word}
    direction={{ initial: 'column', medium: 'row' }}
    alignItems="flex-start"
    gap={{ initial: 2, medium: 4 }}
    data-testid={testId}
  >
    <Box width={{ initial: '100%', medium: '10rem' }} paddingTop={1} flex="none">
      <Typography variant="sigma" tag="h2" textColor="neutral600">
        {word}
      </Typography>
    </Box>
    <Flex direction="column" alignItems="stretch" gap={3} flex="1" minWidth="0" width="100%">
      {children}
    </Flex>
  </Flex>
);

/** What does not stop it, and should be known. */
export const Warnings = ({ words }: { words: readonly string[] }) => (
  <>
    {words.map((one) => (
      <WarningText key={one}>{one}</WarningText>
    ))}
  </>
);
