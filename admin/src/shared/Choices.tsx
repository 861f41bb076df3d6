import type { ReactNode } from 'react';
import { Flex, Radio, Typography } from '@strapi/design-system';

/** Boxes that answer one question, under its words. */
export const ChoiceGroup = ({ label, children }: { label: string; children: ReactNode }) => (
  <Flex
    tag="fieldset"
    direction="column"
    alignItems="flex-start"
    gap={2}
    borderWidth="0"
    padding={0}
    margin={0}
  >
    <Typography tag="legend" variant="pi" fontWeight="bold">
      {label}
    </Typography>
    {children}
  </Flex>
);

interface Props<Value extends string> {
  readonly label: string;
  /** Null while nothing is chosen. */
  readonly value: Value | null;
  readonly options: readonly (readonly [value: Value, words: ReactNode])[];
  readonly onChange: (value: Value) => void;
  /** Where the words above say the question already: the label is only for screen readers. */
  readonly isLabelHidden?: boolean;
  /** One beside the other, as many as fit. */
  readonly isRow?: boolean;
}

/** One of a few, all of them to be seen. */
export const Choices = <Value extends string>(props: Props<Value>) => {
  const { label, value, options, onChange, isLabelHidden = false, isRow = false } = props;
  const items = options.map(([one, words]) => (
    <Radio.Item key={one} value={one}>
      {words}
    </Radio.Item>
  ));
  const pick = (picked: string) => {
    const found = options.find(([one]) => one === picked);
    if (found) onChange(found[0]);
  };
  const group = (
    <Radio.Group value={value ?? ''} onValueChange={pick} aria-label={label}>
      {isRow ? (
        <Flex gap={4} wrap="wrap">
          {items}
        </Flex>
      ) : (
        items
      )}
    </Radio.Group>
  );
  return isLabelHidden ? group : <ChoiceGroup label={label}>{group}</ChoiceGroup>;
};
