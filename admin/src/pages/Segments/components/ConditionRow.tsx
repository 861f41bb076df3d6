import { useId, type ReactNode } from 'react';
import {
  Box,
  Flex,
  IconButton,
  SingleSelect,
  SingleSelectOption,
  Typography,
} from '@strapi/design-system';
import { Cross } from '@strapi/icons';
import { useT } from '../../../shared/useT';
import type { Ask, Row } from '../model';
import { choiceKey, operators, withOperator } from '../model-fields';
import { FieldChoice } from './FieldChoice';
import { Handle, Movable } from './Movable';
import { Value } from './Value';
import type { Builder } from './useBuilder';

interface Props {
  readonly lines: Builder;
  readonly row: Row;
  readonly joint: ReactNode;
}

const Operator = ({
  asks,
  lines,
  onChange,
}: {
  asks: Ask;
  lines: Builder;
  onChange: (asks: Ask) => void;
}) => {
  const t = useT();
  const { fields, watched } = lines.fields;
  const { all, chosen } = operators(asks, fields, watched);
  const [first, second] = all;
  // Where there is but one comparison it is said, not asked.
  if (first && !second) return <Typography textColor="neutral600">{t(first.word)}</Typography>;
  return (
    <Box minWidth="16rem">
      <SingleSelect
        size="S"
        aria-label={t('people.condition.operator')}
        value={chosen}
        onChange={(value) => onChange(withOperator(asks, String(value), fields))}
      >
        {all.map(({ value, word }) => (
          <SingleSelectOption key={value} value={value}>
            {t(word)}
          </SingleSelectOption>
        ))}
      </SingleSelect>
    </Box>
  );
};

/** One condition: what is asked, how it is compared, with what. */
export const ConditionRow = ({ lines, row, joint }: Props) => {
  const t = useT();
  const wrongId = useId();
  const { asks } = row;
  const problem = lines.problemOf(row);
  const wrong = lines.refusedAt(row) ?? (problem ? t(`segments.problem.${problem}`) : null);
  const name = asks ? lines.say(asks) : t('segments.row.new');
  const change = (next: Ask) => lines.setAsks(row.id, next);
  return (
    <Movable
      lines={lines}
      item={row}
      aria-label={name}
      aria-describedby={wrong ? wrongId : undefined}
      data-testid="segment-row"
      padding={2}
      background="neutral0"
      borderColor={wrong ? 'danger600' : 'neutral200'}
    >
      <Flex gap={2} alignItems="flex-start" justifyContent="space-between">
        <Handle lines={lines} id={row.id} name={name} />
        <Flex gap={2} wrap="wrap" flex="1" minWidth="0">
          {joint}
          <Box flex="1 1 20rem" maxWidth="34rem">
            <FieldChoice
              choices={lines.fields.choices}
              value={asks ? choiceKey(asks) : ''}
              hasError={wrong !== null}
              onChoose={change}
            />
          </Box>
          {asks ? (
            <>
              <Operator asks={asks} lines={lines} onChange={change} />
              <Value asks={asks} fields={lines.fields} onChange={change} />
            </>
          ) : null}
        </Flex>
        <IconButton
          variant="ghost"
          label={t('segments.row.remove', { name })}
          onClick={() => lines.remove(row.id)}
        >
          <Cross />
        </IconButton>
      </Flex>
      {wrong ? (
        <Box paddingTop={2} id={wrongId} role="alert">
          <Typography variant="pi" textColor="danger600">
            {wrong}
          </Typography>
        </Box>
      ) : null}
    </Movable>
  );
};
