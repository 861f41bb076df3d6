import type { ReactElement } from 'react';
import { Flex, Grid, Typography } from '@strapi/design-system';
import { languages, type Language } from './model';

type Props = { title: string; children: (language: Language) => ReactElement };

/** One setting with a column for each language. */
export const ByLanguage = ({ title, children }: Props) => (
  <Flex direction="column" alignItems="stretch" gap={3}>
    <Typography variant="delta" tag="h3">
      {title}
    </Typography>
    <Grid.Root gap={6}>
      {languages.map((language) => (
        <Grid.Item key={language} col={6} s={12} xs={12} direction="column" alignItems="stretch">
          {children(language)}
        </Grid.Item>
      ))}
    </Grid.Root>
  </Flex>
);
