import { Flex, Grid } from '@strapi/design-system';
import { BackButton, Layouts, Page } from '@strapi/strapi/admin';
import { templateCategory } from '../../../../server/src/contracts/template-words';
import { PLUGIN_ID } from '../../pluginId';
import { useT } from '../../shared/useT';
import { CategoryCard, Mistaken, Questions, WrongCategory } from './categories/Parts';

/**
 * "Which category?": for everybody who may open the plugin. The page says what holds for any business and reads no
 * data, so it needs no permission.
 */
const CategoriesPage = () => {
  const t = useT();
  return (
    <Page.Main>
      <Page.Title>{t('category-guide.title')}</Page.Title>
      <Layouts.Header
        title={t('category-guide.title')}
        subtitle={t('category-guide.subtitle')}
        navigationAction={<BackButton fallback={`/plugins/${PLUGIN_ID}/templates`} />}
      />
      <Layouts.Content>
        <Flex direction="column" alignItems="stretch" gap={6} data-testid="category-guide">
          <Questions />
          <Grid.Root gap={6}>
            {templateCategory.options.map((category) => (
              <Grid.Item
                key={category}
                col={4}
                s={12}
                xs={12}
                direction="column"
                alignItems="stretch"
              >
                <CategoryCard category={category} />
              </Grid.Item>
            ))}
          </Grid.Root>
          <Mistaken />
          <WrongCategory />
        </Flex>
      </Layouts.Content>
    </Page.Main>
  );
};

export default CategoriesPage;
