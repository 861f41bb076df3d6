import { createRoot } from 'react-dom/client';
import { App } from './App';
import './styles/page.css';
import './styles/panel.css';
import './styles/phone.css';
import './styles/bubble.css';
import './styles/composer.css';
import './styles/narrow.css';

const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);
