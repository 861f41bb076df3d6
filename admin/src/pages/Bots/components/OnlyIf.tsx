import { useRef, useState } from 'react';
import { Box, Button, Flex, Typography } from '@strapi/design-system';
import { leavesIn } from '../../../../../server/src/contracts/condition-tree';
import type {
  FlowCondition,
  FlowConditions,
} from '../../../../../server/src/contracts/flow-conditions';
import { Drawer } from '../../../shared/Drawer';
import { useT } from '../../../shared/useT';
import { emptyRoot, rootOf, treeOf } from '../../Segments/model';
import { Conditions } from '../flow/BranchFields';
import { isUnfinished } from '../flow/model/form';
import { NO_VALUES, OnlyIfWords } from './TriggerWords';

interface Props {
  /** Of the trigger, from 0. */
  readonly index: number;
  readonly when: FlowConditions | null;
  readonly onChange: (when: FlowConditions | null) => void;
  readonly error: string | false;
}

/** The conditions of a trigger. It changes when it is closed by its button, and only with conditions that are complete. */
const ConditionsDrawer = ({
  index,
  when,
  onChange,
  onClose,
}: Omit<Props, 'error'> & { onClose: () => void }) => {
  const t = useT();
  const box = useRef<HTMLDivElement>(null);
  const [root, setRoot] = useState(() => (when ? rootOf(when) : emptyRoot()));
  const [isTried, setTried] = useState(false);
  const leave = (next: FlowConditions | null) => {
    onChange(next);
    onClose();
  };
  const finish = () => {
    if (!isUnfinished(root)) return leave(treeOf<FlowCondition>(root));
    setTried(true);
    requestAnimationFrame(() =>
      box.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
    );
  };
  return (
    <Drawer
      open
      onClose={onClose}
      title={t('bots.only-if.title', { number: index + 1 })}
      draft={root}
      footer={
        <>
          <Button variant="tertiary" onClick={onClose}>
            {t('shell.dialog.dismiss')}
          </Button>
          {when ? (
            <Button variant="danger-light" onClick={() => leave(null)} data-testid="only-if-remove">
              {t('bots.only-if.remove')}
            </Button>
          ) : null}
          <Button onClick={finish} data-testid="only-if-done">
            {t('flows.step.done')}
          </Button>
        </>
      }
    >
      <Box ref={box}>
        <Flex direction="column" alignItems="stretch" gap={4}>
          <Typography textColor="neutral600">{t('bots.only-if.hint')}</Typography>
          <Conditions one={{ root }} saved={NO_VALUES} isTried={isTried} onChange={setRoot} />
          {isTried && isUnfinished(root) ? (
            <Typography variant="pi" textColor="danger600" role="alert">
              {t('flows.error.conditions')}
            </Typography>
          ) : null}
        </Flex>
      </Box>
    </Drawer>
  );
};

/** "Only if …": the conditions of a trigger in words, and the button that opens them. */
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
        <ConditionsDrawer {...{ index, when, onChange }} onClose={() => setOpen(false)} />
      ) : null}
    </Flex>
  );
};
