import {
  Box,
  Button,
  Flex,
  IconButton,
  SingleSelect,
  SingleSelectOption,
  Typography,
} from '@strapi/design-system';
import { Cross, Plus } from '@strapi/icons';
import { useT } from '../../../shared/useT';
import { levelOf, mayHold, mayNest, type Branch } from '../model';
import { sentenceOf } from '../model-words';
import { ConditionRow } from './ConditionRow';
import { Joint } from './Joint';
import { Handle, Movable } from './Movable';
import type { Builder as Lines } from './useBuilder';

interface Props {
  readonly lines: Lines;
  readonly branch: Branch;
}

const Match = ({ lines, branch }: Props) => {
  const t = useT();
  const isRoot = branch.id === lines.root.id;
  const whole = lines.fields.watched.length > 0 ? 'segments.match.entry' : 'segments.match.people';
  return (
    <Flex gap={2} wrap="wrap">
      <Typography fontWeight={isRoot ? 'bold' : 'regular'}>
        {t(isRoot ? whole : 'segments.match.inside')}
      </Typography>
      <Box minWidth="18rem">
        <SingleSelect
          size="S"
          aria-label={t('segments.match')}
          value={branch.match}
          onChange={(value) => lines.setMatch(branch.id, value as Branch['match'])}
        >
          <SingleSelectOption value="all">{t('segments.match.all')}</SingleSelectOption>
          <SingleSelectOption value="any">{t('segments.match.any')}</SingleSelectOption>
        </SingleSelect>
      </Box>
    </Flex>
  );
};

const AddButtons = ({ lines, branch }: Props) => {
  const t = useT();
  const full = !mayHold(branch);
  return (
    <Flex gap={2} wrap="wrap">
      <Button
        variant="tertiary"
        size="S"
        startIcon={<Plus />}
        disabled={full}
        onClick={() => lines.addRow(branch.id, false)}
      >
        {t('segments.add.condition')}
      </Button>
      {levelOf(lines.root, branch.id) < 3 ? (
        <Button
          variant="tertiary"
          size="S"
          startIcon={<Plus />}
          disabled={!mayNest(lines.root, branch)}
          onClick={() => lines.addBranch(branch.id)}
        >
          {t('segments.add.group')}
        </Button>
      ) : null}
      <Button
        variant="tertiary"
        size="S"
        startIcon={<Plus />}
        disabled={full}
        onClick={() => lines.addRow(branch.id, true)}
        data-testid="add-exclude"
      >
        {t('segments.add.exclude')}
      </Button>
    </Flex>
  );
};

const Items = ({ lines, branch }: Props) => {
  const t = useT();
  return (
    <Flex direction="column" alignItems="stretch" gap={3}>
      {branch.items.map((item, at) => {
        const joint = (
          <Joint
            not={item.not}
            word={at === 0 ? null : t(`segments.says.${branch.match === 'all' ? 'and' : 'or'}`)}
            onNot={(not) => lines.setNot(item.id, not)}
          />
        );
        return item.kind === 'row' ? (
          <ConditionRow key={item.id} lines={lines} row={item} joint={joint} />
        ) : (
          <Group key={item.id} lines={lines} branch={item} joint={joint} />
        );
      })}
      {lines.isEmpty(branch.id) ? (
        <Typography variant="pi" textColor="danger600" role="alert">
          {t('segments.problem.empty')}
        </Typography>
      ) : null}
      <AddButtons lines={lines} branch={branch} />
    </Flex>
  );
};

/** Conditions inside conditions: drawn further in, with their own all or any. */
const Group = ({ lines, branch, joint }: Props & { joint: React.ReactNode }) => {
  const t = useT();
  const name = sentenceOf(branch, { t, say: lines.say });
  return (
    <Movable
      lines={lines}
      item={branch}
      aria-label={t('segments.group.name', { name })}
      data-testid="segment-group"
      marginLeft={{ initial: 0, medium: 4 }}
      padding={{ initial: 2, medium: 4 }}
      borderColor="neutral200"
      background={levelOf(lines.root, branch.id) % 2 === 0 ? 'neutral100' : 'neutral0'}
    >
      <Flex direction="column" alignItems="stretch" gap={3}>
        <Flex gap={2} justifyContent="space-between" alignItems="flex-start">
          <Handle lines={lines} id={branch.id} name={name} />
          <Flex gap={3} wrap="wrap" flex="1" minWidth="0">
            {joint}
            <Match lines={lines} branch={branch} />
          </Flex>
          <IconButton
            variant="ghost"
            label={t('segments.group.remove', { name })}
            onClick={() => lines.remove(branch.id)}
          >
            <Cross />
          </IconButton>
        </Flex>
        <Items lines={lines} branch={branch} />
      </Flex>
    </Movable>
  );
};

/** The tree of conditions: whose members must match all, or any. */
export const Builder = ({ lines }: { lines: Lines }) => {
  const t = useT();
  return (
    <Box
      ref={lines.box}
      onKeyDownCapture={lines.onKeyDown}
      data-testid="segment-builder"
      {...lines.drag.target(lines.root)}
    >
      <Flex direction="column" alignItems="stretch" gap={4}>
        <Match lines={lines} branch={lines.root} />
        <Items lines={lines} branch={lines.root} />
        <Typography variant="pi" textColor="neutral600">
          {t('segments.keys')}
        </Typography>
      </Flex>
    </Box>
  );
};
