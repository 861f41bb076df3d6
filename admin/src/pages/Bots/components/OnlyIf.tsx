import { useState } from 'react';
import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { leavesIn } from '../../../../../server/src/contracts/condition-tree';
import type {
  FlowCondition,
  FlowConditions,
} from '../../../../../server/src/contracts/flow-conditions';
import { useT } from '../../../shared/useT';
import { ConditionsDrawer } from './ConditionsDrawer';
import { NO_VALUES, OnlyIfWords } from './TriggerWords';

interface Props {
  /** Of the trigger, from 0. */
  readonly index: number;
  readonly when: FlowConditions | null;
  readonly onChange: (when: FlowConditions | null) => void;
  readonly error: string | false;
}

/** "Add conditions": the conditions of a trigger in words, and the button that opens them. */
export const OnlyIf = ({ index, when: given, onChange, error }: Props) => {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  // A group that asks nothing always holds.
  const when = given && leavesIn<FlowCondition>(given).length > 0 ? given : null;
  return (
    <Flex direction="column" alignItems="stretch" gap={2} data-testid="only-if">
      <Flex gap={2} wrap="wrap" justifyContent="space-between">
        {when ? (
          <Box flex="1 1 20rem" minWidth="0">
            <Typography dir="auto" style={{ overflowWrap: 'anywhere' }}>
              <OnlyIfWords when={when} />
            </Typography>
          </Box>
        ) : null}
        <Button size="S" variant="tertiary" onClick={() => setOpen(true)}>
          {t(when ? 'bots.only-if.edit' : 'bots.only-if')}
        </Button>
      </Flex>
      {error ? (
        <Typography variant="pi" textColor="danger600" role="alert">
          {error}
        </Typography>
      ) : null}
      {isOpen ? (
        <ConditionsDrawer<FlowCondition>
          title={t('bots.only-if.title', { number: index + 1 })}
          hint={t('bots.only-if.hint')}
          tree={when}
          saved={NO_VALUES}
          onChange={onChange}
          onClose={() => setOpen(false)}
          testId="only-if"
        />
      ) : null}
    </Flex>
  );
};
