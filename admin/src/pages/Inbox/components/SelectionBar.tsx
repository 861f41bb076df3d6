import { useState } from 'react';
import { Button, Flex, MenuItem, Typography } from '@strapi/design-system';
import { FullMenu } from '../../../shared/FullMenu';
import type { AgentView } from '../../../../../server/src/contracts/conversations';
import { useT } from '../../../shared/useT';
import type { Selection } from '../hooks/useSelection';
import { StandingDialogs, type StandingQuestion } from '../list/StandingDialogs';
import { TagChooser } from './TagChooser';

interface Props {
  readonly selection: Selection;
  readonly shownIds: readonly number[];
  readonly agents: readonly AgentView[];
  readonly me: number | null;
}

/** What may be done with the chosen conversations; the number on it is what is hit. */
export const SelectionBar = ({ selection, shownIds, agents, me }: Props) => {
  const t = useT();
  const count = selection.ids?.size ?? 0;
  const none = count === 0 || selection.busy;
  const [question, setQuestion] = useState<StandingQuestion>(null);
  return (
    <Flex
      direction="column"
      alignItems="stretch"
      gap={2}
      padding={3}
      background="primary100"
      data-testid="selection-bar"
    >
      <Flex justifyContent="space-between" gap={2} wrap="wrap">
        <Typography fontWeight="semiBold" role="status">
          {t('inbox.select.count', { count })}
        </Typography>
        <Flex gap={1}>
          <Button size="S" variant="ghost" onClick={() => selection.choose(shownIds)}>
            {t('inbox.select.all', { count: shownIds.length })}
          </Button>
          <Button size="S" variant="ghost" onClick={selection.toggleMode}>
            {t('inbox.select.done')}
          </Button>
        </Flex>
      </Flex>
      <Flex gap={2} wrap="wrap">
        <FullMenu
          label={t('inbox.select.assign')}
          variant="tertiary"
          size="S"
          disabled={none}
          data-testid="bulk-assign"
        >
          {me === null ? null : (
            <MenuItem onSelect={() => selection.apply({ assigneeId: me })}>
              {t('inbox.assign.me')}
            </MenuItem>
          )}
          {agents
            .filter(({ id }) => id !== me)
            .map(({ id, name }) => (
              <MenuItem key={id} onSelect={() => selection.apply({ assigneeId: id })}>
                {name}
              </MenuItem>
            ))}
          <MenuItem onSelect={() => selection.apply({ assigneeId: null })}>
            {t('inbox.assign.nobody')}
          </MenuItem>
        </FullMenu>
        <Button
          size="S"
          variant="tertiary"
          disabled={none}
          onClick={() => setQuestion('snooze')}
          data-testid="bulk-snooze"
        >
          {t('inbox.snooze.action')}
        </Button>
        <Button
          size="S"
          variant="tertiary"
          disabled={none}
          onClick={() => selection.apply({ status: 'closed' })}
        >
          {t('inbox.thread.close')}
        </Button>
        <Button
          size="S"
          variant="tertiary"
          disabled={none}
          onClick={() => setQuestion('close')}
          data-testid="bulk-close-why"
        >
          {t('inbox.close.why')}
        </Button>
        <Button
          size="S"
          variant="tertiary"
          disabled={none}
          onClick={() => selection.apply({ status: 'open' })}
        >
          {t('inbox.thread.reopen')}
        </Button>
        <Button
          size="S"
          variant="tertiary"
          disabled={none}
          onClick={() => selection.apply({ read: true })}
          data-testid="bulk-read"
        >
          {t('inbox.select.read')}
        </Button>
        <TagChooser
          disabled={none}
          onTag={(tag) => selection.apply({ tags: { add: [tag], remove: [] } })}
        />
      </Flex>
      <StandingDialogs
        question={question}
        count={count}
        onAnswer={selection.apply}
        onClose={() => setQuestion(null)}
      />
    </Flex>
  );
};
