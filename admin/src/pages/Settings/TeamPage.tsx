import { useCallback, useRef } from 'react';
import { Flex } from '@strapi/design-system';
import { Layouts, Page } from '@strapi/strapi/admin';
import { useWhatsappTeamSettingsQuery } from '../../api/team';
import { LeaveGuard } from '../../shared/LeaveGuard';
import { permission } from '../../shared/permissions';
import { EmptyState, ErrorState } from '../../shared/states';
import { useT } from '../../shared/useT';
import { DeskCard } from './team/DeskCard';
import { People, Teams } from './team/Teams';

const Team = () => {
  const t = useT();
  const query = useWhatsappTeamSettingsQuery();
  /** Numbers whose card has changes that are not saved. */
  const unsaved = useRef(new Set<number>());
  const onDirty = useCallback((accountId: number, dirty: boolean) => {
    if (dirty) unsaved.current.add(accountId);
    else unsaved.current.delete(accountId);
  }, []);
  if (query.isLoading) return <Page.Loading />;
  if (!query.data) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const settings = query.data;
  return (
    <Page.Main>
      <Page.Title>{t('team.title')}</Page.Title>
      <LeaveGuard holds={() => unsaved.current.size > 0} />
      <Layouts.Header title={t('team.title')} subtitle={t('team.subtitle')} />
      <Layouts.Content>
        <Flex direction="column" alignItems="stretch" gap={6} paddingBottom={6}>
          <Teams settings={settings} />
          {settings.desks.length === 0 ? <EmptyState plain content={t('team.no-number')} /> : null}
          {settings.desks.map((desk) => (
            <DeskCard key={desk.accountId} desk={desk} teams={settings.teams} onDirty={onDirty} />
          ))}
          <People settings={settings} />
        </Flex>
      </Layouts.Content>
    </Page.Main>
  );
};

/** Teams and their rules, hours and automatic answers of each number, who is there. */
const TeamPage = () => (
  <Page.Protect permissions={[permission('settingsConfigure')]}>
    <Team />
  </Page.Protect>
);

export default TeamPage;
