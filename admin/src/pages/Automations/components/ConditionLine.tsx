import { useState } from 'react';
import { Box, Button, Flex, Typography } from '@strapi/design-system';
import type {
  AutomationCondition,
  AutomationConditions,
} from '../../../../../server/src/contracts/automations';
import { leavesIn } from '../../../../../server/src/contracts/condition-tree';
import { useT } from '../../../shared/useT';
import type { Key } from '../../../translations/key';
import { ConditionsDrawer } from '../../Bots/components/ConditionsDrawer';
import type { OfAutomation } from '../../Segments/model-entry';
import { useTreeWords } from '../../Segments/useTreeWords';

/** A group that asks nothing always holds: it is as none. */
export const asked = (tree: AutomationConditions | null): AutomationConditions | null =>
  tree && leavesIn<AutomationCondition>(tree).length > 0 ? tree : null;

/** Conditions as a part of a sentence. */
export const TreeWords = ({
  tree,
  automation,
}: {
  tree: AutomationConditions;
  automation: OfAutomation;
}) => {
  const words = useTreeWords(tree, { automation });
  return <span dir="auto">{words}</span>;
};

interface Props {
  /** What stands before the conditions: "only if". */
  readonly word: string;
  readonly title: Key;
  readonly hint: Key;
  /** The button while nothing is asked. */
  readonly add: Key;
  readonly tree: AutomationConditions | null;
  /** What they can ask of; the same object while the content type is the same. */
  readonly automation: OfAutomation;
  readonly error: string | false;
  readonly onChange: (tree: AutomationConditions | null) => void;
  readonly testId: string;
}

/** Conditions in words, and the button that opens them. */
export const ConditionLine = (props: Props) => {
  const t = useT();
  const [isOpen, setOpen] = useState(false);
  const tree = asked(props.tree);
  return (
    <Flex direction="column" alignItems="stretch" gap={1} data-testid={props.testId}>
      <Flex gap={2} wrap="wrap">
        {tree ? (
          <Box minWidth="0">
            <Typography style={{ overflowWrap: 'anywhere' }}>
              {props.word} <TreeWords tree={tree} automation={props.automation} />
            </Typography>
          </Box>
        ) : null}
        <Button
          size="S"
          variant="tertiary"
          // The same words stand at several of them.
          {...(tree ? { 'aria-label': `${t('bots.only-if.edit')}: ${t(props.title)}` } : {})}
          onClick={() => setOpen(true)}
        >
          {t(tree ? 'bots.only-if.edit' : props.add)}
        </Button>
      </Flex>
      {props.error ? (
        <Typography variant="pi" textColor="danger600" role="alert">
          {props.error}
        </Typography>
      ) : null}
      {isOpen ? (
        <ConditionsDrawer<AutomationCondition>
          title={t(props.title)}
          hint={t(props.hint)}
          tree={tree}
          automation={props.automation}
          onChange={props.onChange}
          onClose={() => setOpen(false)}
          testId={props.testId}
        />
      ) : null}
    </Flex>
  );
};
