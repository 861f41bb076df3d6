import { useEffect, useRef } from 'react';
import { Box, Button, Flex } from '@strapi/design-system';
import { ChangedMeanwhile } from '../../../shared/ChangedMeanwhile';
import { Notice } from '../../../shared/Notice';
import { useT } from '../../../shared/useT';
import type { Key } from '../../../translations/key';
import type { Settings } from './model/saved';
import type { Flow } from './useFlow';

const LABELS: Readonly<Record<keyof Settings, Key>> = {
  name: 'bots.name',
  accountId: 'bots.number',
  cooldownMinutes: 'bots.cooldown',
  countsAsAnswered: 'bots.answered',
  allowance: 'bots.allowance',
  triggers: 'bots.when',
};

/** Which of two stays: what somebody else saved, or what is on this page. */
export const TheirsOrMine = ({
  onTheirs,
  onMine,
}: {
  onTheirs: () => void;
  onMine: () => void;
}) => {
  const t = useT();
  return (
    <Flex gap={2} wrap="wrap">
      <Button size="S" variant="secondary" onClick={onTheirs}>
        {t('flows.meanwhile.load')}
      </Button>
      <Button size="S" variant="tertiary" onClick={onMine}>
        {t('flows.meanwhile.keep')}
      </Button>
    </Flex>
  );
};

const NewerVersion = ({ store }: Pick<Flow, 'store'>) => {
  const t = useT();
  const { newer } = store.news;
  if (newer === null) return null;
  return (
    <div role="status">
      <Notice
        variant="warning"
        title={t('flows.newer', { version: newer })}
        testId="newer-version"
        action={
          <Button size="S" variant="secondary" onClick={store.keep}>
            {t('flows.newer.keep')}
          </Button>
        }
      >
        {t('flows.newer.body')}
      </Notice>
    </div>
  );
};

const OtherDraft = ({ store, onForm }: Pick<Flow, 'store'> & { onForm: () => void }) => {
  const t = useT();
  const { draft } = store.news;
  if (draft === null) return null;
  const isDropped = draft === 'dropped';
  return (
    <div role="status">
      <Notice
        variant="warning"
        title={t(isDropped ? 'flows.meanwhile.dropped' : 'flows.meanwhile.draft')}
        testId="other-draft"
        action={
          <TheirsOrMine
            onMine={store.keepMine}
            onTheirs={() => {
              if (!store.takeTheirs()) onForm();
            }}
          />
        }
      >
        {t(isDropped ? 'flows.meanwhile.dropped.body' : 'flows.meanwhile.draft.body')}
      </Notice>
    </div>
  );
};

/** What somebody else saved of a flow while it is open here, and which of both stays. */
export const Meanwhile = ({ flow, onForm }: { flow: Flow; onForm: () => void }) => {
  const t = useT();
  const box = useRef<HTMLDivElement>(null);
  const met = useRef(0);
  const { store } = flow;
  const { asked, settings, news } = store;
  useEffect(() => {
    if (asked === met.current || !box.current) return;
    met.current = asked;
    box.current.focus();
  });
  if (news.newer === null && news.draft === null && settings.clashes.length === 0) return null;
  return (
    <Box ref={box} tabIndex={-1} data-testid="flow-meanwhile">
      <Flex direction="column" alignItems="stretch" gap={4}>
        <NewerVersion store={store} />
        <OtherDraft store={store} onForm={onForm} />
        <ChangedMeanwhile
          labels={settings.clashes.map((field) => t(LABELS[field]))}
          action={<TheirsOrMine onTheirs={settings.takeTheirs} onMine={settings.keepMine} />}
        />
      </Flex>
    </Box>
  );
};
