import type { ReactNode } from 'react';
import { Box, Grid, Tabs } from '@strapi/design-system';
import { useIsDesktop } from '@strapi/strapi/admin';
import { BELOW_BAR } from '../../../shared/below-bar';
import { useT } from '../../../shared/useT';

interface Tab {
  key: string;
  label: string;
  body: ReactNode;
}

interface Props {
  /** What the tabs are about, for screen readers. */
  label: string;
  tabs: readonly Tab[];
  tab: string;
  onTab: (key: string) => void;
  preview: ReactNode;
}

const Tabbed = ({ label, tabs, tab, onTab }: Omit<Props, 'preview'>) => (
  <Tabs.Root
    value={tabs.some(({ key }) => key === tab) ? tab : (tabs[0]?.key ?? '')}
    onValueChange={onTab}
  >
    {/* Four tabs are wider than a phone: they scroll, the page does not. */}
    <Box overflow="auto hidden">
      <Tabs.List aria-label={label}>
        {tabs.map(({ key, label: name }) => (
          <Tabs.Trigger key={key} value={key}>
            {name}
          </Tabs.Trigger>
        ))}
      </Tabs.List>
    </Box>
    <Box paddingTop={4}>
      {tabs.map(({ key, body }) => (
        <Tabs.Content key={key} value={key}>
          {body}
        </Tabs.Content>
      ))}
    </Box>
  </Tabs.Root>
);

/** A page with the phone beside it; where there is no room for both, the phone is a tab of its own. */
export const BesidePreview = ({ preview, tabs, ...rest }: Props) => {
  const t = useT();
  const isWide = useIsDesktop();
  if (!isWide)
    return (
      <Tabbed
        {...rest}
        tabs={[...tabs, { key: 'preview', label: t('templates.tab.preview'), body: preview }]}
      />
    );
  return (
    <Grid.Root gap={6}>
      <Grid.Item col={8} direction="column" alignItems="stretch">
        {tabs.length === 1 ? tabs[0]?.body : <Tabbed {...rest} tabs={tabs} />}
      </Grid.Item>
      <Grid.Item col={4} direction="column" alignItems="stretch">
        <Box position="sticky" top={BELOW_BAR}>
          {preview}
        </Box>
      </Grid.Item>
    </Grid.Root>
  );
};
