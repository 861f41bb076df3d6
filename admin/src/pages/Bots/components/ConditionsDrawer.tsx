import { useRef, useState } from 'react';
import { Box, Button, Flex, Typography } from '@strapi/design-system';
import type { ConditionGroup } from '../../../../../server/src/contracts/condition-tree';
import { Drawer } from '../../../shared/Drawer';
import { useT } from '../../../shared/useT';
import { emptyRoot, rootOf, treeOf, type Askable } from '../../Segments/model';
import type { Asker } from '../../Segments/useTreeWords';
import { Conditions } from '../flow/BranchFields';
import { isUnfinished } from '../flow/model/form';

interface Props<Leaf extends Askable> extends Asker {
  readonly title: string;
  readonly hint: string;
  /** Null: nothing is asked. */
  readonly tree: ConditionGroup<Leaf> | null;
  readonly onChange: (tree: ConditionGroup<Leaf> | null) => void;
  readonly onClose: () => void;
  /** Its buttons are `…-done` and `…-remove`. */
  readonly testId: string;
}

/** Conditions beside what they belong to. It changes when it is closed by its button, and only with conditions that are complete. */
export const ConditionsDrawer = <Leaf extends Askable>({
  title,
  hint,
  tree,
  onChange,
  onClose,
  testId,
  saved = null,
  automation = null,
}: Props<Leaf>) => {
  const t = useT();
  const box = useRef<HTMLDivElement>(null);
  const [root, setRoot] = useState(() => (tree ? rootOf(tree) : emptyRoot()));
  const [isTried, setTried] = useState(false);
  const leave = (next: ConditionGroup<Leaf> | null) => {
    onChange(next);
    onClose();
  };
  const finish = () => {
    if (!isUnfinished(root)) return leave(treeOf<Leaf>(root));
    setTried(true);
    requestAnimationFrame(() =>
      box.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus()
    );
  };
  return (
    <Drawer
      open
      onClose={onClose}
      title={title}
      draft={root}
      footer={
        <>
          <Button variant="tertiary" onClick={onClose}>
            {t('shell.dialog.dismiss')}
          </Button>
          {tree ? (
            <Button
              variant="danger-light"
              onClick={() => leave(null)}
              data-testid={`${testId}-remove`}
            >
              {t('bots.only-if.remove')}
            </Button>
          ) : null}
          <Button onClick={finish} data-testid={`${testId}-done`}>
            {t('flows.step.done')}
          </Button>
        </>
      }
    >
      <Box ref={box}>
        <Flex direction="column" alignItems="stretch" gap={4}>
          <Typography textColor="neutral600">{hint}</Typography>
          <Conditions
            one={{ root }}
            saved={saved}
            automation={automation}
            isTried={isTried}
            onChange={setRoot}
          />
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
