import { useState } from 'react';
import { Box, Button, Flex, LinkButton, Menu, Tabs, VisuallyHidden } from '@strapi/design-system';
import { CaretDown, Plus } from '@strapi/icons';
import { Layouts, Page } from '@strapi/strapi/admin';
import { Link as RouterLink, useNavigate, useSearchParams } from 'react-router-dom';
import type { GroupView } from '../../../../server/src/contracts/groups';
import { useWhatsappListGroupsQuery } from '../../api/groups';
import { useWhatsappListSegmentsQuery } from '../../api/segments';
import { PLUGIN_ID } from '../../pluginId';
import { permission, useCan } from '../../shared/permissions';
import { useT } from '../../shared/useT';
import { SegmentsTab } from '../Segments/SegmentsTab';
import { CleanUp } from './components/CleanUp';
import { GroupForm } from './components/GroupForm';
import { DeleteGroup, GroupsTab, type Doing } from './components/GroupsTab';
import { MembersDrawer } from './components/MembersDrawer';

const TABS = ['groups', 'segments'] as const;
type Tab = (typeof TABS)[number];

const NEW_SEGMENT = `/plugins/${PLUGIN_ID}/groups/segments/new`;

interface DialogProps {
  readonly doing: Doing;
  readonly onClose: () => void;
  readonly onSaved: (group: GroupView) => void;
}

const GroupDialog = ({ doing, onClose, onSaved }: DialogProps) => {
  if (!doing) return null;
  if (doing.what === 'clean') return <CleanUp group={doing.group} onClose={onClose} />;
  if (doing.what === 'delete') return <DeleteGroup group={doing.group} onClose={onClose} />;
  const group = doing.what === 'edit' ? doing.group : null;
  return <GroupForm group={group} onClose={onClose} onSaved={onSaved} />;
};

/** Beside the button of this tab: what the other one holds. */
const OtherKind = ({ tab, onNewGroup }: { tab: Tab; onNewGroup: () => void }) => {
  const t = useT();
  const navigate = useNavigate();
  return (
    <Menu.Root>
      <Menu.Trigger
        size="S"
        variant="default"
        endIcon={<CaretDown aria-hidden />}
        data-testid="new-other"
      >
        <VisuallyHidden>{t('segments.page.other')}</VisuallyHidden>
      </Menu.Trigger>
      <Menu.Content popoverPlacement="bottom-end">
        {tab === 'groups' ? (
          <Menu.Item onSelect={() => void navigate(NEW_SEGMENT)}>{t('segments.new')}</Menu.Item>
        ) : (
          <Menu.Item onSelect={onNewGroup}>{t('contacts.group.newButton')}</Menu.Item>
        )}
      </Menu.Content>
    </Menu.Root>
  );
};

const NewButton = ({ tab, onNewGroup }: { tab: Tab; onNewGroup: () => void }) => {
  const t = useT();
  return tab === 'groups' ? (
    <Button startIcon={<Plus />} onClick={onNewGroup} data-testid="new-group">
      {t('contacts.group.newButton')}
    </Button>
  ) : (
    <LinkButton tag={RouterLink} to={NEW_SEGMENT} startIcon={<Plus />} data-testid="new-segment">
      {t('segments.new')}
    </LinkButton>
  );
};

const GroupsList = () => {
  const t = useT();
  const { can } = useCan();
  const [params, setParams] = useSearchParams();
  const [doing, setDoing] = useState<Doing>(null);
  const groups = useWhatsappListGroupsQuery();
  const segments = useWhatsappListSegmentsQuery();
  const tab = TABS.find((one) => one === params.get('tab')) ?? 'groups';
  const counts: Record<Tab, number | undefined> = {
    groups: groups.data?.groups.length,
    segments: segments.data?.segments.length,
  };
  const shown = groups.data?.groups.find((g) => String(g.id) === params.get('members'));
  const showMembers = (g: GroupView | null) => setParams(g ? { members: String(g.id) } : {});
  const onNewGroup = () => setDoing({ what: 'new' });
  const onSaved = (saved: GroupView) => {
    if (doing?.what === 'new') showMembers(saved);
    setDoing(null);
  };
  return (
    <Page.Main aria-busy={groups.isFetching || segments.isFetching}>
      <Page.Title>{t('segments.page')}</Page.Title>
      <Layouts.Header
        title={t('segments.page')}
        subtitle={t(`segments.page.${tab}`)}
        primaryAction={
          can.groupChange ? (
            <Flex gap={1}>
              <NewButton tab={tab} onNewGroup={onNewGroup} />
              <OtherKind tab={tab} onNewGroup={onNewGroup} />
            </Flex>
          ) : undefined
        }
      />
      <Layouts.Content>
        <Tabs.Root
          value={tab}
          onValueChange={(next: string) => setParams(next === 'groups' ? {} : { tab: next })}
        >
          <Tabs.List aria-label={t('segments.page')}>
            {TABS.map((one) => (
              <Tabs.Trigger key={one} value={one}>
                {counts[one] === undefined
                  ? t(`segments.tab.${one}`)
                  : t(`segments.tab.${one}.count`, { count: counts[one] })}
              </Tabs.Trigger>
            ))}
          </Tabs.List>
          <Box paddingTop={4}>
            <Tabs.Content value="groups">
              <GroupsTab query={groups} onDo={setDoing} />
            </Tabs.Content>
            <Tabs.Content value="segments">
              <SegmentsTab query={segments} />
            </Tabs.Content>
          </Box>
        </Tabs.Root>
      </Layouts.Content>
      {shown ? (
        <MembersDrawer key={shown.id} group={shown} onClose={() => showMembers(null)} />
      ) : null}
      <GroupDialog doing={doing} onClose={() => setDoing(null)} onSaved={onSaved} />
    </Page.Main>
  );
};

const GroupsPage = () => (
  <Page.Protect permissions={[permission('contactBrowse')]}>
    <GroupsList />
  </Page.Protect>
);

export default GroupsPage;
