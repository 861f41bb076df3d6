import { Badge } from '@strapi/design-system';
import { SubNav } from '@strapi/strapi/admin';
import { useWhatsappUnreadTotalQuery } from '../../api/shell';
import { useWhatsappCountTasksQuery } from '../../api/tasks';
import { useWhatsappNoticesTemplatesQuery } from '../../api/templates';
import { PLUGIN_ID } from '../../pluginId';
import { useCan } from '../permissions';
import { endOfDay } from '../tasks/due';
import { useNow } from '../useNow';
import { useT } from '../useT';
import { permittedSections } from './links';
import type { Key } from '../../translations/key';

/** Unread conversations of mine and of nobody; 0 for people who may not read the chat. */
export const useUnreadTotal = (): number => {
  const { can } = useCan();
  const { data } = useWhatsappUnreadTotalQuery(undefined, { skip: !can.chatRead });
  return data ?? 0;
};

/** My tasks that are overdue or due today; 0 for people without tasks. */
const useDueTasks = (): number => {
  const { can } = useCan();
  const now = useNow(60_000);
  const { data } = useWhatsappCountTasksQuery({ before: endOfDay(now) }, { skip: !can.taskHandle });
  return data?.due ?? 0;
};

/** Templates that Meta moves or moved and that nobody has looked at; 0 for who may not manage templates. */
const useTemplateNews = (): number => {
  const { can } = useCan();
  const { data } = useWhatsappNoticesTemplatesQuery(undefined, { skip: !can.templateManage });
  return data?.count ?? 0;
};

/** What a link counts, with the words for it. */
const useCounts = (): Record<string, { count: number; word: Key }> => ({
  inbox: { count: useUnreadTotal(), word: 'shell.nav.unread' },
  tasks: { count: useDueTasks(), word: 'shell.nav.due' },
  templates: { count: useTemplateNews(), word: 'shell.nav.templateNews' },
});

const Count = ({ count, word }: { count: number; word: Key }) => {
  const t = useT();
  const words = t(word, { count });
  return (
    <Badge backgroundColor="primary600" textColor="neutral0" aria-label={words} title={words}>
      {count}
    </Badge>
  );
};

/** Second column of the admin: our pages. */
export const PluginNav = () => {
  const t = useT();
  const { can } = useCan();
  const counts = useCounts();
  return (
    <SubNav.Main aria-label={t('shell.menu.label')}>
      <SubNav.Header label={t('shell.menu.label')} />
      <SubNav.Content>
        <SubNav.Sections>
          {permittedSections(can).map((section) => (
            <SubNav.Section key={section.word} label={t(section.word)}>
              {section.links.map((link) => (
                <SubNav.Link
                  key={link.to}
                  to={`/plugins/${PLUGIN_ID}/${link.to}`}
                  label={t(link.word)}
                  endAction={
                    (counts[link.to]?.count ?? 0) > 0 ? (
                      <Count {...(counts[link.to] as { count: number; word: Key })} />
                    ) : undefined
                  }
                />
              ))}
            </SubNav.Section>
          ))}
        </SubNav.Sections>
      </SubNav.Content>
    </SubNav.Main>
  );
};
