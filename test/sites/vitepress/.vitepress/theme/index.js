import DefaultTheme from 'vitepress/theme-without-fonts';
import Counter from './Counter.vue';
import Layout from './Layout.vue';
import Lazy from './Lazy.vue';
import './style.css';

export default {
  extends: DefaultTheme,
  Layout,
  enhanceApp({ app }) {
    app.component('Counter', Counter);
    app.component('Lazy', Lazy);
  },
};
