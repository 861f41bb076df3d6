import { configure } from '@testing-library/react';

// A busy machine may take seconds to draw a page; waiting ends as soon as the thing is there.
configure({ asyncUtilTimeout: 20_000 });
