import { useRef } from 'react';
import {
  Box,
  Field,
  Flex,
  SingleSelect,
  SingleSelectOption,
  Textarea,
} from '@strapi/design-system';
import type { TextVariable } from '../../../../server/src/contracts/text-variables';
import { Counter } from '../Counter';
import { useT } from '../useT';

type Props = {
  name: string;
  label: string;
  value: string;
  onChange: (value: string) => void;
  variables: readonly TextVariable[];
  maxLength: number;
  error?: string | false;
  hint?: string;
  required?: boolean;
  testId?: string;
  /** Values that a flow keeps, by the names under which it does. */
  own?: readonly string[] | undefined;
  /** Variables with names of their own, beside `variables`. */
  more?: readonly { name: string; label: string }[];
  /** Shows how long the text is, and how long it may be. */
  isCounted?: boolean;
};

/** A text with personal variables: chosen from a list, they go in where the caret stands. */
export const VariableText = (props: Props) => {
  const t = useT();
  const field = useRef<HTMLTextAreaElement>(null);
  const insert = (name: string) => {
    const at = field.current?.selectionStart ?? props.value.length;
    const end = field.current?.selectionEnd ?? at;
    props.onChange(`${props.value.slice(0, at)}{{${name}}}${props.value.slice(end)}`);
    field.current?.focus();
  };
  return (
    <Field.Root
      name={props.name}
      required={props.required ?? false}
      error={props.error ?? false}
      hint={props.hint ?? t('shell.variable.hint')}
    >
      <Flex justifyContent="space-between" gap={3} wrap="wrap" alignItems="flex-end">
        <Field.Label
          action={
            props.isCounted ? (
              <Counter length={props.value.length} limit={props.maxLength} />
            ) : undefined
          }
        >
          {props.label}
        </Field.Label>
        {/* A field of its own: inside the text's field it would take over the text's label and id. */}
        <Box data-beside-field="">
          <Field.Root name={`${props.name}-variable`}>
            <SingleSelect
              size="S"
              aria-label={t('shell.variable.insert')}
              placeholder={t('shell.variable.insert')}
              value=""
              onChange={(name) => insert(String(name))}
            >
              {(props.own ?? []).map((name) => (
                <SingleSelectOption key={`own ${name}`} value={name}>
                  {t('shell.variable.own', { name })}
                </SingleSelectOption>
              ))}
              {props.variables.map((name) => (
                <SingleSelectOption key={name} value={name}>
                  {t(`shell.variable.${name}`)}
                </SingleSelectOption>
              ))}
              {(props.more ?? []).map(({ name, label }) => (
                <SingleSelectOption key={`more ${name}`} value={name}>
                  {label}
                </SingleSelectOption>
              ))}
            </SingleSelect>
          </Field.Root>
        </Box>
      </Flex>
      <Textarea
        ref={field}
        value={props.value}
        maxLength={props.maxLength}
        dir="auto"
        data-testid={props.testId}
        onChange={(e: React.ChangeEvent<HTMLTextAreaElement>) => props.onChange(e.target.value)}
      />
      <Field.Error />
      <Field.Hint />
    </Field.Root>
  );
};
