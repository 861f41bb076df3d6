import { Flex } from '@strapi/design-system';
import { Discuss } from '@strapi/icons';

/** In the list of the Content-Type Builder, like the signs of Strapi's own fields; alone it would be black in the dark. */
export const PhoneFieldIcon = () => (
  <Flex
    justifyContent="center"
    width="3.2rem"
    height="2.4rem"
    shrink={0}
    hasRadius
    background="success100"
    borderColor="success200"
    aria-hidden
  >
    <Discuss fill="success600" width="1.6rem" height="1.6rem" />
  </Flex>
);
