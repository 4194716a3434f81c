import '@vitrine/widgets';
import './app/vitrine-admin.ts';
