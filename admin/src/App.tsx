import { lazy, Suspense } from 'react';
import { Page } from '@strapi/strapi/admin';
import { Navigate, Route, Routes } from 'react-router-dom';
import { useWhatsappGetSetupQuery } from './api/setup';
import { LiveConnection } from './shared/live/LiveConnection';
import { useCan } from './shared/permissions';
import { PluginLayout } from './shared/nav/PluginLayout';
import { homeOf } from './shared/nav/links';

const InboxPage = lazy(() => import('./pages/Inbox/InboxPage'));
const ContactsPage = lazy(() => import('./pages/Contacts/ListPage'));
const GroupsPage = lazy(() => import('./pages/Groups/ListPage'));
const SegmentPage = lazy(() => import('./pages/Segments/EditPage'));
const CampaignsPage = lazy(() => import('./pages/Campaigns/ListPage'));
const CampaignEditPage = lazy(() => import('./pages/Campaigns/EditPage'));
const CampaignPage = lazy(() => import('./pages/Campaigns/DetailPage'));
const CampaignComparePage = lazy(() => import('./pages/Campaigns/ComparePage'));
const CampaignReportPage = lazy(() => import('./pages/Campaigns/ReportPage'));
const TemplatesPage = lazy(() => import('./pages/Templates/ListPage'));
const TemplateLibraryPage = lazy(() => import('./pages/Templates/LibraryPage'));
const TemplatePage = lazy(() => import('./pages/Templates/DetailPage'));
const CategoriesPage = lazy(() => import('./pages/Templates/CategoriesPage'));
const TemplateEditPage = lazy(() => import('./pages/Templates/EditPage'));
const TasksPage = lazy(() => import('./pages/Tasks/ListPage'));
const QuickRepliesPage = lazy(() => import('./pages/QuickReplies/ListPage'));
const BotsPage = lazy(() => import('./pages/Bots/ListPage'));
const BotEditPage = lazy(() => import('./pages/Bots/EditPage'));
const BotRunsPage = lazy(() => import('./pages/Bots/RunsPage'));
const AutomationsPage = lazy(() => import('./pages/Automations/ListPage'));
const AutomationEditPage = lazy(() => import('./pages/Automations/EditPage'));
const LogsPage = lazy(() => import('./pages/Logs/LogsPage'));
const OperationsPage = lazy(() => import('./pages/Operations/OperationsPage'));
const ImportPage = lazy(() => import('./pages/Imports/ImportPage'));
const DeskPage = lazy(() => import('./pages/Desk/DeskPage'));
const GetStartedPage = lazy(() => import('./pages/GetStarted/GetStartedPage'));

/** The first page: the Inbox or the first one the person may see; Get started while no number exists. */
const Home = () => {
  const { can, isLoading } = useCan();
  const setup = useWhatsappGetSetupQuery();
  if (isLoading || setup.isLoading) return <Page.Loading />;
  if (setup.data && !setup.data.configured) return <Navigate to="get-started" replace />;
  const home = homeOf(can);
  return home ? <Navigate to={home} replace /> : <Page.NoPermissions />;
};

const App = () => (
  <>
    <LiveConnection />
    <PluginLayout>
      <Suspense fallback={<Page.Loading />}>
        <Routes>
          <Route index element={<Home />} />
          <Route path="inbox" element={<InboxPage />} />
          <Route path="contacts" element={<ContactsPage />} />
          <Route path="groups" element={<GroupsPage />} />
          <Route path="groups/segments/new" element={<SegmentPage />} />
          <Route path="groups/segments/:id" element={<SegmentPage />} />
          <Route path="campaigns" element={<CampaignsPage />} />
          <Route path="campaigns/new" element={<CampaignEditPage />} />
          <Route path="campaigns/compare" element={<CampaignComparePage />} />
          <Route path="campaigns/:id/report" element={<CampaignReportPage />} />
          <Route path="campaigns/:id" element={<CampaignPage />} />
          <Route path="campaigns/:id/edit" element={<CampaignEditPage />} />
          <Route path="templates" element={<TemplatesPage />} />
          <Route path="templates/new" element={<TemplatesPage />} />
          <Route path="templates/categories" element={<CategoriesPage />} />
          <Route path="templates/library" element={<TemplateLibraryPage />} />
          <Route path="templates/:id" element={<TemplatePage />} />
          <Route path="templates/:id/edit" element={<TemplateEditPage />} />
          <Route path="tasks" element={<TasksPage />} />
          <Route path="quick-replies" element={<QuickRepliesPage />} />
          <Route path="bots" element={<BotsPage />} />
          <Route path="bots/new" element={<BotEditPage />} />
          <Route path="bots/runs" element={<BotRunsPage />} />
          <Route path="bots/:id" element={<BotEditPage />} />
          <Route path="automations" element={<AutomationsPage />} />
          <Route path="automations/new" element={<AutomationEditPage />} />
          <Route path="automations/:id" element={<AutomationEditPage />} />
          <Route path="logs" element={<LogsPage />} />
          <Route path="operations" element={<OperationsPage />} />
          <Route path="imports/new" element={<ImportPage />} />
          <Route path="imports/:id" element={<ImportPage />} />
          <Route path="desk" element={<DeskPage />} />
          <Route path="desk/:id" element={<DeskPage />} />
          <Route path="get-started" element={<GetStartedPage />} />
          <Route path="*" element={<Page.Error />} />
        </Routes>
      </Suspense>
    </PluginLayout>
  </>
);

export default App;
