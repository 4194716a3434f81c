function e(e){try{let t=(e.split(`.`)[1]??``).replaceAll(`-`,`+`).replaceAll(`_`,`/`),{exp:n}=JSON.parse(atob(t));return n===void 0?1/0:n*1e3}catch{return 1/0}}var t=class{constructor(e){this.renewAt=0,this.provider=e}async get(){return(this.current===void 0||Date.now()>=this.renewAt)&&(this.renewAt=1/0,this.current=Promise.resolve(this.provider()).then(t=>(this.renewAt=e(t)-6e4,t)),this.current.catch(()=>this.forget())),this.current}forget(){this.current=void 0}},n=class extends Error{constructor(e,t){super(t),this.name=`ViewError`,this.status=e}},r=class{constructor(e,n){this.server=e.replace(/\/+$/,``),this.tokens=n&&new t(n)}projects(e){return this.request(`GET`,`projects`,{},void 0,e)}traces(e,t){return this.request(`GET`,`traces`,e,void 0,t)}trace(e,t){return this.request(`GET`,`traces/${encodeURIComponent(e)}`,{},void 0,t)}bodies(e,t,n){return this.request(`POST`,`traces/${encodeURIComponent(e)}/bodies`,{},{ids:t},n)}thread(e,t){return this.request(`GET`,`thread`,e,void 0,t)}feedback(e,t,n){return this.request(`GET`,`feedback`,{...e,name:t},void 0,n)}putFeedback(e){return this.request(`PUT`,`feedback`,{},e)}deleteFeedback(e,t){return this.request(`DELETE`,`feedback`,{...e,name:t})}async request(e,t,r,i,a){let o=await this.send(e,t,r,i,a);if(o.status===401&&this.tokens!==void 0&&(this.tokens.forget(),o=await this.send(e,t,r,i,a)),!o.ok){let e=await o.json().catch(()=>({}));throw new n(o.status,e.message??`The server answered ${o.status}.`)}return await o.json()}async send(e,t,r,i,a){let o=Object.entries(r).filter(([,e])=>e!=null&&e!==``),s=new URLSearchParams(o.map(([e,t])=>[e,String(t)])).toString(),c={};i!==void 0&&(c[`content-type`]=`application/json`),this.tokens!==void 0&&(c.authorization=`Bearer ${await this.tokens.get()}`);let l={method:e,headers:c,signal:a??null};i!==void 0&&(l.body=JSON.stringify(i));try{return await fetch(`${this.server}/api/v1/view/${t}${s&&`?${s}`}`,l)}catch(e){throw a?.aborted===!0?e:new n(0,`The server at ${this.server||location.origin} cannot be reached.`)}}},i=globalThis,a=i.ShadowRoot&&(i.ShadyCSS===void 0||i.ShadyCSS.nativeShadow)&&`adoptedStyleSheets`in Document.prototype&&`replace`in CSSStyleSheet.prototype,o=Symbol(),s=new WeakMap,c=class{constructor(e,t,n){if(this._$cssResult$=!0,n!==o)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,t=this.t;if(a&&e===void 0){let n=t!==void 0&&t.length===1;n&&(e=s.get(t)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),n&&s.set(t,e))}return e}toString(){return this.cssText}},l=e=>new c(typeof e==`string`?e:e+``,void 0,o),u=(e,...t)=>new c(e.length===1?e[0]:t.reduce((t,n,r)=>t+(e=>{if(!0===e._$cssResult$)return e.cssText;if(typeof e==`number`)return e;throw Error(`Value passed to 'css' function must be a 'css' function result: `+e+`. Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.`)})(n)+e[r+1],e[0]),e,o),d=(e,t)=>{if(a)e.adoptedStyleSheets=t.map(e=>e instanceof CSSStyleSheet?e:e.styleSheet);else for(let n of t){let t=document.createElement(`style`),r=i.litNonce;r!==void 0&&t.setAttribute(`nonce`,r),t.textContent=n.cssText,e.appendChild(t)}},f=a?e=>e:e=>e instanceof CSSStyleSheet?(e=>{let t=``;for(let n of e.cssRules)t+=n.cssText;return l(t)})(e):e,{is:p,defineProperty:m,getOwnPropertyDescriptor:ee,getOwnPropertyNames:te,getOwnPropertySymbols:ne,getPrototypeOf:re}=Object,ie=globalThis,ae=ie.trustedTypes,oe=ae?ae.emptyScript:``,se=ie.reactiveElementPolyfillSupport,ce=(e,t)=>e,le={toAttribute(e,t){switch(t){case Boolean:e=e?oe:null;break;case Object:case Array:e=e==null?e:JSON.stringify(e)}return e},fromAttribute(e,t){let n=e;switch(t){case Boolean:n=e!==null;break;case Number:n=e===null?null:Number(e);break;case Object:case Array:try{n=JSON.parse(e)}catch{n=null}}return n}},ue=(e,t)=>!p(e,t),de={attribute:!0,type:String,converter:le,reflect:!1,useDefault:!1,hasChanged:ue};Symbol.metadata??=Symbol(`metadata`),ie.litPropertyMetadata??=new WeakMap;var fe=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=de){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let n=Symbol(),r=this.getPropertyDescriptor(e,n,t);r!==void 0&&m(this.prototype,e,r)}}static getPropertyDescriptor(e,t,n){let{get:r,set:i}=ee(this.prototype,e)??{get(){return this[t]},set(e){this[t]=e}};return{get:r,set(t){let a=r?.call(this);i?.call(this,t),this.requestUpdate(e,a,n)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??de}static _$Ei(){if(this.hasOwnProperty(ce(`elementProperties`)))return;let e=re(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(ce(`finalized`)))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(ce(`properties`))){let e=this.properties,t=[...te(e),...ne(e)];for(let n of t)this.createProperty(n,e[n])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[e,n]of t)this.elementProperties.set(e,n)}this._$Eh=new Map;for(let[e,t]of this.elementProperties){let n=this._$Eu(e,t);n!==void 0&&this._$Eh.set(n,e)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let n=new Set(e.flat(1/0).reverse());for(let e of n)t.unshift(f(e))}else e!==void 0&&t.push(f(e));return t}static _$Eu(e,t){let n=t.attribute;return!1===n?void 0:typeof n==`string`?n:typeof e==`string`?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let n of t.keys())this.hasOwnProperty(n)&&(e.set(n,this[n]),delete this[n]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return d(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,n){this._$AK(e,n)}_$ET(e,t){let n=this.constructor.elementProperties.get(e),r=this.constructor._$Eu(e,n);if(r!==void 0&&!0===n.reflect){let i=(n.converter?.toAttribute===void 0?le:n.converter).toAttribute(t,n.type);this._$Em=e,i==null?this.removeAttribute(r):this.setAttribute(r,i),this._$Em=null}}_$AK(e,t){let n=this.constructor,r=n._$Eh.get(e);if(r!==void 0&&this._$Em!==r){let e=n.getPropertyOptions(r),i=typeof e.converter==`function`?{fromAttribute:e.converter}:e.converter?.fromAttribute===void 0?le:e.converter;this._$Em=r;let a=i.fromAttribute(t,e.type);this[r]=a??this._$Ej?.get(r)??a,this._$Em=null}}requestUpdate(e,t,n,r=!1,i){if(e!==void 0){let a=this.constructor;if(!1===r&&(i=this[e]),n??=a.getPropertyOptions(e),!((n.hasChanged??ue)(i,t)||n.useDefault&&n.reflect&&i===this._$Ej?.get(e)&&!this.hasAttribute(a._$Eu(e,n))))return;this.C(e,t,n)}!1===this.isUpdatePending&&(this._$ES=this._$EP())}C(e,t,{useDefault:n,reflect:r,wrapped:i},a){n&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,a??t??this[e]),!0!==i||a!==void 0)||(this._$AL.has(e)||(this.hasUpdated||n||(t=void 0),this._$AL.set(e,t)),!0===r&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(e){Promise.reject(e)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[e,t]of this._$Ep)this[e]=t;this._$Ep=void 0}let e=this.constructor.elementProperties;if(e.size>0)for(let[t,n]of e){let{wrapped:e}=n,r=this[t];!0!==e||this._$AL.has(t)||r===void 0||this.C(t,void 0,n,r)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(e=>e.hostUpdate?.()),this.update(t)):this._$EM()}catch(t){throw e=!1,this._$EM(),t}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(e=>e.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(e=>this._$ET(e,this[e])),this._$EM()}updated(e){}firstUpdated(e){}};fe.elementStyles=[],fe.shadowRootOptions={mode:`open`},fe[ce(`elementProperties`)]=new Map,fe[ce(`finalized`)]=new Map,se?.({ReactiveElement:fe}),(ie.reactiveElementVersions??=[]).push(`2.1.2`);var pe=globalThis,me=e=>e,he=pe.trustedTypes,ge=he?he.createPolicy(`lit-html`,{createHTML:e=>e}):void 0,_e=`$lit$`,h=`lit$${Math.random().toFixed(9).slice(2)}$`,ve=`?`+h,ye=`<${ve}>`,g=document,be=()=>g.createComment(``),xe=e=>e===null||typeof e!=`object`&&typeof e!=`function`,Se=Array.isArray,Ce=e=>Se(e)||typeof e?.[Symbol.iterator]==`function`,we=`[ 	
\f\r]`,Te=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,Ee=/-->/g,De=/>/g,_=RegExp(`>|${we}(?:([^\\s"'>=/]+)(${we}*=${we}*(?:[^ \t\n\f\r"'\`<>=]|("|')|))|$)`,`g`),Oe=/'/g,ke=/"/g,Ae=/^(?:script|style|textarea|title)$/i,je=e=>(t,...n)=>({_$litType$:e,strings:t,values:n}),v=je(1),y=je(2),b=Symbol.for(`lit-noChange`),x=Symbol.for(`lit-nothing`),Me=new WeakMap,S=g.createTreeWalker(g,129);function Ne(e,t){if(!Se(e)||!e.hasOwnProperty(`raw`))throw Error(`invalid template strings array`);return ge===void 0?t:ge.createHTML(t)}var Pe=(e,t)=>{let n=e.length-1,r=[],i,a=t===2?`<svg>`:t===3?`<math>`:``,o=Te;for(let t=0;t<n;t++){let n=e[t],s,c,l=-1,u=0;for(;u<n.length&&(o.lastIndex=u,c=o.exec(n),c!==null);)u=o.lastIndex,o===Te?c[1]===`!--`?o=Ee:c[1]===void 0?c[2]===void 0?c[3]!==void 0&&(o=_):(Ae.test(c[2])&&(i=RegExp(`</`+c[2],`g`)),o=_):o=De:o===_?c[0]===`>`?(o=i??Te,l=-1):c[1]===void 0?l=-2:(l=o.lastIndex-c[2].length,s=c[1],o=c[3]===void 0?_:c[3]===`"`?ke:Oe):o===ke||o===Oe?o=_:o===Ee||o===De?o=Te:(o=_,i=void 0);let d=o===_&&e[t+1].startsWith(`/>`)?` `:``;a+=o===Te?n+ye:l>=0?(r.push(s),n.slice(0,l)+_e+n.slice(l)+h+d):n+h+(l===-2?t:d)}return[Ne(e,a+(e[n]||`<?>`)+(t===2?`</svg>`:t===3?`</math>`:``)),r]},Fe=class e{constructor({strings:t,_$litType$:n},r){let i;this.parts=[];let a=0,o=0,s=t.length-1,c=this.parts,[l,u]=Pe(t,n);if(this.el=e.createElement(l,r),S.currentNode=this.el.content,n===2||n===3){let e=this.el.content.firstChild;e.replaceWith(...e.childNodes)}for(;(i=S.nextNode())!==null&&c.length<s;){if(i.nodeType===1){if(i.hasAttributes())for(let e of i.getAttributeNames())if(e.endsWith(_e)){let t=u[o++],n=i.getAttribute(e).split(h),r=/([.?@])?(.*)/.exec(t);c.push({type:1,index:a,name:r[2],strings:n,ctor:r[1]===`.`?ze:r[1]===`?`?Be:r[1]===`@`?Ve:Re}),i.removeAttribute(e)}else e.startsWith(h)&&(c.push({type:6,index:a}),i.removeAttribute(e));if(Ae.test(i.tagName)){let e=i.textContent.split(h),t=e.length-1;if(t>0){i.textContent=he?he.emptyScript:``;for(let n=0;n<t;n++)i.append(e[n],be()),S.nextNode(),c.push({type:2,index:++a});i.append(e[t],be())}}}else if(i.nodeType===8){if(i.data===ve)c.push({type:2,index:a});else{let e=-1;for(;(e=i.data.indexOf(h,e+1))!==-1;)c.push({type:7,index:a}),e+=h.length-1}}a++}}static createElement(e,t){let n=g.createElement(`template`);return n.innerHTML=e,n}};function C(e,t,n=e,r){if(t===b)return t;let i=r===void 0?n._$Cl:n._$Co?.[r],a=xe(t)?void 0:t._$litDirective$;return i?.constructor!==a&&(i?._$AO?.(!1),a===void 0?i=void 0:(i=new a(e),i._$AT(e,n,r)),r===void 0?n._$Cl=i:(n._$Co??=[])[r]=i),i!==void 0&&(t=C(e,i._$AS(e,t.values),i,r)),t}var Ie=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:n}=this._$AD,r=(e?.creationScope??g).importNode(t,!0);S.currentNode=r;let i=S.nextNode(),a=0,o=0,s=n[0];for(;s!==void 0;){if(a===s.index){let t;s.type===2?t=new Le(i,i.nextSibling,this,e):s.type===1?t=new s.ctor(i,s.name,s.strings,this,e):s.type===6&&(t=new He(i,this,e)),this._$AV.push(t),s=n[++o]}a!==s?.index&&(i=S.nextNode(),a++)}return S.currentNode=g,r}p(e){let t=0;for(let n of this._$AV)n!==void 0&&(n.strings===void 0?n._$AI(e[t]):(n._$AI(e,n,t),t+=n.strings.length-2)),t++}},Le=class e{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,n,r){this.type=2,this._$AH=x,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=n,this.options=r,this._$Cv=r?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=C(this,e,t),xe(e)?e===x||e==null||e===``?(this._$AH!==x&&this._$AR(),this._$AH=x):e!==this._$AH&&e!==b&&this._(e):e._$litType$===void 0?e.nodeType===void 0?Ce(e)?this.k(e):this._(e):this.T(e):this.$(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==x&&xe(this._$AH)?this._$AA.nextSibling.data=e:this.T(g.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:n}=e,r=typeof n==`number`?this._$AC(e):(n.el===void 0&&(n.el=Fe.createElement(Ne(n.h,n.h[0]),this.options)),n);if(this._$AH?._$AD===r)this._$AH.p(t);else{let e=new Ie(r,this),n=e.u(this.options);e.p(t),this.T(n),this._$AH=e}}_$AC(e){let t=Me.get(e.strings);return t===void 0&&Me.set(e.strings,t=new Fe(e)),t}k(t){Se(this._$AH)||(this._$AH=[],this._$AR());let n=this._$AH,r,i=0;for(let a of t)i===n.length?n.push(r=new e(this.O(be()),this.O(be()),this,this.options)):r=n[i],r._$AI(a),i++;i<n.length&&(this._$AR(r&&r._$AB.nextSibling,i),n.length=i)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let t=me(e).nextSibling;me(e).remove(),e=t}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},Re=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,n,r,i){this.type=1,this._$AH=x,this._$AN=void 0,this.element=e,this.name=t,this._$AM=r,this.options=i,n.length>2||n[0]!==``||n[1]!==``?(this._$AH=Array(n.length-1).fill(new String),this.strings=n):this._$AH=x}_$AI(e,t=this,n,r){let i=this.strings,a=!1;if(i===void 0)e=C(this,e,t,0),a=!xe(e)||e!==this._$AH&&e!==b,a&&(this._$AH=e);else{let r=e,o,s;for(e=i[0],o=0;o<i.length-1;o++)s=C(this,r[n+o],t,o),s===b&&(s=this._$AH[o]),a||=!xe(s)||s!==this._$AH[o],s===x?e=x:e!==x&&(e+=(s??``)+i[o+1]),this._$AH[o]=s}a&&!r&&this.j(e)}j(e){e===x?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??``)}},ze=class extends Re{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===x?void 0:e}},Be=class extends Re{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==x)}},Ve=class extends Re{constructor(e,t,n,r,i){super(e,t,n,r,i),this.type=5}_$AI(e,t=this){if((e=C(this,e,t,0)??x)===b)return;let n=this._$AH,r=e===x&&n!==x||e.capture!==n.capture||e.once!==n.once||e.passive!==n.passive,i=e!==x&&(n===x||r);r&&this.element.removeEventListener(this.name,this,n),i&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH==`function`?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},He=class{constructor(e,t,n){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=n}get _$AU(){return this._$AM._$AU}_$AI(e){C(this,e)}},Ue={M:_e,P:h,A:ve,C:1,L:Pe,R:Ie,D:Ce,V:C,I:Le,H:Re,N:Be,U:Ve,B:ze,F:He},We=pe.litHtmlPolyfillSupport;We?.(Fe,Le),(pe.litHtmlVersions??=[]).push(`3.3.3`);var Ge=(e,t,n)=>{let r=n?.renderBefore??t,i=r._$litPart$;if(i===void 0){let e=n?.renderBefore??null;r._$litPart$=i=new Le(t.insertBefore(be(),e),e,void 0,n??{})}return i._$AI(e),i},Ke=globalThis,w=class extends fe{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=Ge(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return b}};w._$litElement$=!0,w.finalized=!0,Ke.litElementHydrateSupport?.({LitElement:w});var qe=Ke.litElementPolyfillSupport;qe?.({LitElement:w}),(Ke.litElementVersions??=[]).push(`4.2.2`);var T=e=>(t,n)=>{n===void 0?customElements.define(e,t):n.addInitializer(()=>{customElements.define(e,t)})},Je={attribute:!0,type:String,converter:le,reflect:!1,hasChanged:ue},Ye=(e=Je,t,n)=>{let{kind:r,metadata:i}=n,a=globalThis.litPropertyMetadata.get(i);if(a===void 0&&globalThis.litPropertyMetadata.set(i,a=new Map),r===`setter`&&((e=Object.create(e)).wrapped=!0),a.set(n.name,e),r===`accessor`){let{name:r}=n;return{set(n){let i=t.get.call(this);t.set.call(this,n),this.requestUpdate(r,i,e,!0,n)},init(t){return t!==void 0&&this.C(r,void 0,e,t),t}}}if(r===`setter`){let{name:r}=n;return function(n){let i=this[r];t.call(this,n),this.requestUpdate(r,i,e,!0,n)}}throw Error(`Unsupported decorator location: `+r)};function E(e){return(t,n)=>typeof n==`object`?Ye(e,t,n):((e,t,n)=>{let r=t.hasOwnProperty(n);return t.constructor.createProperty(n,e),r?Object.getOwnPropertyDescriptor(t,n):void 0})(e,t,n)}function D(e){return E({...e,state:!0,attribute:!1})}var Xe=(e,t,n)=>(n.configurable=!0,n.enumerable=!0,Reflect.decorate&&typeof t!=`object`&&Object.defineProperty(e,t,n),n);function O(e,t){return(n,r,i)=>{let a=t=>t.renderRoot?.querySelector(e)??null;if(t){let{get:e,set:t}=typeof r==`object`?n:i??(()=>{let e=Symbol();return{get(){return this[e]},set(t){this[e]=t}}})();return Xe(n,r,{get(){let n=e.call(this);return n===void 0&&(n=a(this),(n!==null||this.hasUpdated)&&t.call(this,n)),n}})}return Xe(n,r,{get(){return a(this)}})}}var Ze=class extends Event{constructor(e,t,n,r){super(`context-request`,{bubbles:!0,composed:!0}),this.context=e,this.contextTarget=t,this.callback=n,this.subscribe=r??!1}};function Qe(e){return e}var $e=class{constructor(e,t,n,r){if(this.subscribe=!1,this.provided=!1,this.value=void 0,this.t=(e,t)=>{this.unsubscribe&&(this.unsubscribe!==t&&(this.provided=!1,this.unsubscribe()),this.subscribe||this.unsubscribe()),this.value=e,this.host.requestUpdate(),this.provided&&!this.subscribe||(this.provided=!0,this.callback&&this.callback(e,t)),this.unsubscribe=t},this.host=e,t.context!==void 0){let e=t;this.context=e.context,this.callback=e.callback,this.subscribe=e.subscribe??!1}else this.context=t,this.callback=n,this.subscribe=r??!1;this.host.addController(this)}hostConnected(){this.dispatchRequest()}hostDisconnected(){this.unsubscribe&&=(this.unsubscribe(),void 0)}dispatchRequest(){this.host.dispatchEvent(new Ze(this.context,this.host,this.t,this.subscribe))}},et=class{get value(){return this.o}set value(e){this.setValue(e)}setValue(e,t=!1){let n=t||!Object.is(e,this.o);this.o=e,n&&this.updateObservers()}constructor(e){this.subscriptions=new Map,this.updateObservers=()=>{for(let[e,{disposer:t}]of this.subscriptions)e(this.o,t)},e!==void 0&&(this.value=e)}addCallback(e,t,n){if(!n)return void e(this.value);this.subscriptions.has(e)||this.subscriptions.set(e,{disposer:()=>{this.subscriptions.delete(e)},consumerHost:t});let{disposer:r}=this.subscriptions.get(e);e(this.value,r)}clearCallbacks(){this.subscriptions.clear()}},tt=class extends Event{constructor(e,t){super(`context-provider`,{bubbles:!0,composed:!0}),this.context=e,this.contextTarget=t}},nt=class extends et{constructor(e,t,n){super(t.context===void 0?n:t.initialValue),this.onContextRequest=e=>{if(e.context!==this.context)return;let t=e.contextTarget??e.composedPath()[0];t!==this.host&&(e.stopPropagation(),this.addCallback(e.callback,t,e.subscribe))},this.onProviderRequest=e=>{if(e.context!==this.context||(e.contextTarget??e.composedPath()[0])===this.host)return;let t=new Set;for(let[e,{consumerHost:n}]of this.subscriptions)t.has(e)||(t.add(e),n.dispatchEvent(new Ze(this.context,n,e,!0)));e.stopPropagation()},this.host=e,this.context=t.context===void 0?t:t.context,this.attachListeners(),this.host.addController?.(this)}attachListeners(){this.host.addEventListener(`context-request`,this.onContextRequest),this.host.addEventListener(`context-provider`,this.onProviderRequest)}hostConnected(){this.host.dispatchEvent(new tt(this.context,this.host))}},rt=Qe(Symbol.for(`vitrine-connection`)),it=class{constructor(e){this.host=e,this.consumer=new $e(e,{context:rt,subscribe:!0}),e.addController(this)}get value(){let{server:e}=this.host;return e==null?this.consumer.value:((this.own===void 0||this.own.client.server!==e.replace(/\/+$/,``))&&(this.own={client:new r(e),locale:this.consumer.value?.locale}),this.own)}get client(){return this.value?.client}get locale(){return this.value?.locale}hostConnected(){customElements.whenDefined(`vitrine-provider`).then(()=>{this.consumer.value===void 0&&this.host.isConnected&&this.consumer.hostConnected()})}},at={up:y`<path d="M5 7.5v6H2.5v-6zM5 7.5l2.7-5.2c1 0 1.8.8 1.8 1.8v2.4h3.1a1.3 1.3 0 0 1 1.3 1.5l-.7 4.3a1.4 1.4 0 0 1-1.4 1.2H5"/>`,down:y`<path d="M11 8.5v-6h2.5v6zM11 8.5l-2.7 5.2c-1 0-1.8-.8-1.8-1.8V9.5H3.4A1.3 1.3 0 0 1 2.1 8l.7-4.3a1.4 1.4 0 0 1 1.4-1.2H11"/>`},ot=u`
  :host {
    display: inline-flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 4px;
    color: inherit;
    font: inherit;
    --_accent: var(--vitrine-accent, light-dark(oklch(52% 0.17 262), oklch(74% 0.13 262)));
    --_border: var(--vitrine-border, light-dark(oklch(91% 0.005 260), oklch(32% 0.012 260)));
    --_error: var(--vitrine-error, light-dark(oklch(54% 0.19 27), oklch(70% 0.16 27)));
    --_good: var(--vitrine-good, light-dark(oklch(54% 0.13 150), oklch(74% 0.13 150)));
  }
  :host([hidden]) {
    display: none;
  }
  button,
  textarea {
    box-sizing: border-box;
    font: inherit;
    color: inherit;
  }
  button {
    padding: 0;
    border: 0;
    background: none;
    cursor: pointer;
  }
  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  .thumb {
    display: inline-grid;
    place-items: center;
    min-inline-size: 24px;
    min-block-size: 24px;
    inline-size: 1.75em;
    block-size: 1.75em;
    border-radius: var(--vitrine-radius, 6px);
    opacity: 0.75;
    transition: opacity 120ms ease-out;
  }
  .thumb:hover,
  .thumb[aria-pressed='true'] {
    opacity: 1;
  }
  .thumb[aria-pressed='true'] {
    color: var(--_good);
  }
  .thumb.down[aria-pressed='true'] {
    color: var(--_error);
  }
  svg {
    inline-size: 1.2em;
    block-size: 1.2em;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.3;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  [aria-pressed='true'] svg {
    fill: currentColor;
    fill-opacity: 0.35;
  }
  .link {
    color: var(--_accent);
    text-decoration: underline;
    text-underline-offset: 2px;
  }
  .failed {
    color: var(--_error);
  }
  form {
    flex: 1 0 100%;
    order: 1;
    display: flex;
    align-items: flex-end;
    gap: 8px;
    max-inline-size: 32em;
  }
  textarea {
    flex: 1;
    min-inline-size: 0;
    padding: 4px 8px;
    border: 1px solid var(--_border);
    border-radius: var(--vitrine-radius, 6px);
    background: none;
    resize: vertical;
    field-sizing: content;
    max-block-size: 10em;
  }
  textarea::placeholder {
    color: inherit;
    opacity: 0.7;
  }
  .send {
    padding: 4px 12px;
    border: 1px solid var(--_border);
    border-radius: var(--vitrine-radius, 6px);
  }
  @media (prefers-reduced-motion: reduce) {
    .thumb {
      transition: none;
    }
  }
`;function k(e,t,n,r){var i=arguments.length,a=i<3?t:r===null?r=Object.getOwnPropertyDescriptor(t,n):r,o;if(typeof Reflect==`object`&&typeof Reflect.decorate==`function`)a=Reflect.decorate(e,t,n,r);else for(var s=e.length-1;s>=0;s--)(o=e[s])&&(a=(i<3?o(a):i>3?o(t,n,a):o(t,n))||a);return i>3&&a&&Object.defineProperty(t,n,a),a}var st={up:1,down:0},ct={up:`Good answer`,down:`Bad answer`},lt=8e3,A=class extends w{constructor(...e){super(...e),this.connection=new it(this),this.inView=new IntersectionObserver(e=>{e.some(e=>e.isIntersecting)&&(this.seen=!0)}),this.known=!1,this.reading=!1,this.writing=Promise.resolve(),this.seen=!1,this.mine=null,this.commenting=!1,this.thanks=!1,this.name=`user_feedback`}static{this.styles=ot}connectedCallback(){super.connectedCallback(),this.watch()}disconnectedCallback(){super.disconnectedCallback(),this.inView.disconnect(),clearTimeout(this.thanksTimer)}firstUpdated(){this.watch()}watch(){let e=this.renderRoot?.querySelector(`.thumb`);e&&this.inView.observe(e)}get target(){if(this.traceId)return{trace_id:this.traceId};if(this.threadId)return this.projectId?{thread_id:this.threadId,project_id:this.projectId}:this.projectName?{thread_id:this.threadId,project_name:this.projectName}:void 0}willUpdate(){let{client:e}=this.connection,{target:t}=this,n=e&&t&&JSON.stringify([e.server,t,this.name]);n!==this.about&&(this.about=n,this.known=!1,this.mine=null,this.commenting=!1,this.thanks=!1,this.failure=void 0),e&&t&&this.seen&&!this.known&&this.read(e,t)}async read(e,t){let{about:n}=this;this.known=!0,this.reading=!0;let r=await e.feedback(t,this.name).catch(()=>void 0);r!==void 0&&this.about===n&&this.reading&&(this.mine=r.mine)}press(e){let t=st[e];this.mine?.value===t?this.save(null):this.save({value:t,category_name:e,reason:null})}save(e){let t=this.mine;this.known=!0,this.reading=!1,this.mine=e,this.failure=void 0,this.commenting=e!==null&&e.reason===null,this.thank(e!==null),this.writing=this.writing.then(()=>this.write(e)).catch(()=>{this.mine===e&&(this.mine=t,this.commenting=!1,this.thanks=!1,this.failure=()=>this.save(e))})}async write(e){let{client:t}=this.connection,{target:n}=this;if(t===void 0||n===void 0)throw Error(`There is no server or nothing to judge.`);await(e===null?t.deleteFeedback(n,this.name):t.putFeedback({...n,name:this.name,...e}));let r={value:e?.value??null,reason:e?.reason??null,target:n};this.dispatchEvent(new CustomEvent(`vitrine-feedback`,{detail:r,bubbles:!0,composed:!0}))}thank(e){this.thanks=e,clearTimeout(this.thanksTimer),e&&(this.thanksTimer=setTimeout(()=>this.thanks=!1,lt))}sendComment(e){e.preventDefault();let t=this.renderRoot.querySelector(`textarea`)?.value.trim()??``;t!==``&&this.mine!==null?this.save({...this.mine,reason:t}):this.commenting=!1,this.renderRoot.querySelector(`[aria-pressed=true]`)?.focus()}onCommentKey(e){e.key===`Enter`&&!e.shiftKey&&!e.isComposing?(e.preventDefault(),e.currentTarget.form?.requestSubmit()):e.key===`Escape`&&(e.stopPropagation(),this.commenting=!1,this.renderRoot.querySelector(`[aria-pressed=true]`)?.focus())}render(){return v`${[`up`,`down`].map(e=>v`<button
            part="thumb"
            class="thumb ${e}"
            type="button"
            aria-label=${ct[e]}
            title=${ct[e]}
            aria-pressed=${this.mine?.value===st[e]}
            @click=${()=>this.press(e)}
          >
            <svg viewBox="0 0 16 16" aria-hidden="true">${at[e]}</svg>
          </button>`)}<span role="status"
        >${this.thanks?v`Thanks. <button class="link" @click=${()=>this.save(null)}>Undo</button>`:x}${this.failure?v`<span class="failed">This was not saved.</span>
                <button class="link" @click=${this.failure}>Try again</button>`:x}</span
      >${this.commenting?v`<form @submit=${this.sendComment}>
              <textarea
                part="comment"
                rows="1"
                maxlength="2000"
                aria-label="Comment"
                placeholder=${this.mine?.value===0?`What went wrong?`:`What was good?`}
                @keydown=${this.onCommentKey}
              ></textarea>
              <button class="send">Send</button>
            </form>`:x}`}};k([D()],A.prototype,`seen`,void 0),k([D()],A.prototype,`mine`,void 0),k([D()],A.prototype,`commenting`,void 0),k([D()],A.prototype,`thanks`,void 0),k([D()],A.prototype,`failure`,void 0),k([E()],A.prototype,`server`,void 0),k([E({attribute:`trace-id`})],A.prototype,`traceId`,void 0),k([E({attribute:`thread-id`})],A.prototype,`threadId`,void 0),k([E({attribute:`project-name`})],A.prototype,`projectName`,void 0),k([E({attribute:`project-id`})],A.prototype,`projectId`,void 0),k([E()],A.prototype,`name`,void 0),A=k([T(`vitrine-feedback`)],A);var j=class extends w{constructor(...e){super(...e),this.context=new nt(this,{context:rt}),this.theme=`auto`}static{this.styles=u`
    :host {
      display: contents;
    }
    :host([theme='light']) {
      color-scheme: light;
    }
    :host([theme='dark']) {
      color-scheme: dark;
    }
  `}willUpdate(e){if(!e.has(`server`)&&!e.has(`tokenProvider`)&&!e.has(`locale`))return;let{server:t,tokenProvider:n,locale:i}=this;if(t==null)return;let a=e.has(`server`)||e.has(`tokenProvider`)?new r(t,n):this.context.value.client;this.context.setValue({client:a,locale:i})}render(){return v`<slot></slot>`}};k([E()],j.prototype,`server`,void 0),k([E({attribute:!1})],j.prototype,`tokenProvider`,void 0),k([E({reflect:!0})],j.prototype,`theme`,void 0),k([E()],j.prototype,`locale`,void 0),j=k([T(`vitrine-provider`)],j);var ut={ATTRIBUTE:1,CHILD:2,PROPERTY:3,BOOLEAN_ATTRIBUTE:4,EVENT:5,ELEMENT:6},dt=e=>(...t)=>({_$litDirective$:e,values:t}),ft=class{constructor(e){}get _$AU(){return this._$AM._$AU}_$AT(e,t,n){this._$Ct=e,this._$AM=t,this._$Ci=n}_$AS(e,t){return this.update(e,t)}update(e,t){return this.render(...t)}},{I:pt}=Ue,mt=e=>e,ht=()=>document.createComment(``),gt=(e,t,n)=>{let r=e._$AA.parentNode,i=t===void 0?e._$AB:t._$AA;if(n===void 0)n=new pt(r.insertBefore(ht(),i),r.insertBefore(ht(),i),e,e.options);else{let t=n._$AB.nextSibling,a=n._$AM,o=a!==e;if(o){let t;n._$AQ?.(e),n._$AM=e,n._$AP!==void 0&&(t=e._$AU)!==a._$AU&&n._$AP(t)}if(t!==i||o){let e=n._$AA;for(;e!==t;){let t=mt(e).nextSibling;mt(r).insertBefore(e,i),e=t}}}return n},M=(e,t,n=e)=>(e._$AI(t,n),e),_t={},vt=(e,t=_t)=>e._$AH=t,yt=e=>e._$AH,bt=e=>{e._$AR(),e._$AA.remove()},xt=(e,t,n)=>{let r=new Map;for(let i=t;i<=n;i++)r.set(e[i],i);return r},St=dt(class extends ft{constructor(e){if(super(e),e.type!==ut.CHILD)throw Error(`repeat() can only be used in text expressions`)}dt(e,t,n){let r;n===void 0?n=t:t!==void 0&&(r=t);let i=[],a=[],o=0;for(let t of e)i[o]=r?r(t,o):o,a[o]=n(t,o),o++;return{values:a,keys:i}}render(e,t,n){return this.dt(e,t,n).values}update(e,[t,n,r]){let i=yt(e),{values:a,keys:o}=this.dt(t,n,r);if(!Array.isArray(i))return this.ut=o,a;let s=this.ut??=[],c=[],l,u,d=0,f=i.length-1,p=0,m=a.length-1;for(;d<=f&&p<=m;)if(i[d]===null)d++;else if(i[f]===null)f--;else if(s[d]===o[p])c[p]=M(i[d],a[p]),d++,p++;else if(s[f]===o[m])c[m]=M(i[f],a[m]),f--,m--;else if(s[d]===o[m])c[m]=M(i[d],a[m]),gt(e,c[m+1],i[d]),d++,m--;else if(s[f]===o[p])c[p]=M(i[f],a[p]),gt(e,i[d],i[f]),f--,p++;else if(l===void 0&&(l=xt(o,p,m),u=xt(s,d,f)),l.has(s[d])){if(l.has(s[f])){let t=u.get(o[p]),n=t===void 0?null:i[t];if(n===null){let t=gt(e,i[d]);M(t,a[p]),c[p]=t}else c[p]=M(n,a[p]),gt(e,i[d],n),i[t]=null;p++}else bt(i[f]),f--}else bt(i[d]),d++;for(;p<=m;){let t=gt(e,c[m+1]);M(t,a[p]),c[p++]=t}for(;d<=f;){let e=i[d++];e!==null&&bt(e)}return this.ut=o,vt(e,c),b}}),Ct=3e4,wt=class{constructor(e,t){this.loading=!1,this.failures=0,this.host=e,this.options=t,e.addController(this)}want(e){e!==this.key&&(this.key=e,(this.options.keep!==!0||e===void 0)&&(this.value=void 0),this.error=void 0,this.stop(),e!==void 0&&this.run())}refresh(){this.key!==void 0&&(this.stop(),this.run())}hostConnected(){this.key!==void 0&&this.value===void 0?this.refresh():this.value!==void 0&&this.plan()}hostDisconnected(){this.stop()}stop(){this.request?.abort(),this.request=void 0,this.loading=!1,clearTimeout(this.timer)}async run(){let e=new AbortController;this.request=e,this.loading=!0,this.host.requestUpdate();try{let t=await this.options.load(e.signal);if(e.signal.aborted)return;this.value=t,this.error=void 0,this.failures=0}catch(t){if(e.signal.aborted)return;this.error=t instanceof Error?t:Error(String(t)),this.failures++}this.loading=!1,this.plan(),this.host.requestUpdate()}plan(){let e=this.value===void 0?void 0:this.options.refreshAfter?.(this.value);e!==void 0&&(clearTimeout(this.timer),this.timer=setTimeout(()=>this.refreshWhenSeen(),Math.min(e*2**this.failures,Ct)))}refreshWhenSeen(){document.hidden?document.addEventListener(`visibilitychange`,()=>this.refreshWhenSeen(),{once:!0}):this.refresh()}},Tt=new Map;function N(e,t,n={}){let r=`${t??``}${JSON.stringify(n)}`,i=Tt.get(r);return i===void 0&&Tt.set(r,i=new Intl.NumberFormat(t,n)),i.format(e)}var Et=1e-4;function Dt(e){return e===0||e>=1e3?0:e>=1?2:e>=.01?3:4}function Ot(e,t,n){return N(e,n,{style:`currency`,currency:`USD`,currencyDisplay:`narrowSymbol`,minimumFractionDigits:t,maximumFractionDigits:t})}function kt(e,t=!1,n){if(e===null||e===0&&t)return[[t?`unpriced`:`–`,``]];let r=e>0&&e<Et?`<${Ot(Et,4,n)}`:Ot(e,Dt(e),n);return[[t?`${r}+`:r,``]]}function At(e,t,n){return N(e,n,{minimumFractionDigits:t,maximumFractionDigits:t})}function jt(e){return String(e).padStart(2,`0`)}function P(e,t){if(e===null)return[[`–`,``]];if(e>0&&e<1)return[[`<1`,`ms`]];if(e<999.5)return[[At(e,0,t),`ms`]];if(e<9995)return[[At(e/1e3,2,t),`s`]];if(e<59950)return[[At(e/1e3,1,t),`s`]];let n=Math.round(e/1e3);if(n<3600)return[[String(Math.floor(n/60)),`m`],[jt(n%60),`s`]];let r=Math.round(n/60);return[[N(Math.floor(r/60),t),`h`],[jt(r%60),`m`]]}function Mt(e){return e.map(([e,t])=>t===``?e:`${e}\u00A0${t}`).join(`\xA0`)}function F(e){return v`<span class="number"
    >${e.map(([e,t])=>t===``?e:v`${e}<span class="unit">&nbsp;${t}</span> `)}</span
  >`}var Nt=[{below:60,by:1,unit:`second`},{below:3600,by:60,unit:`minute`},{below:86400,by:3600,unit:`hour`},{below:604800,by:86400,unit:`day`}];function Pt(e,t,n){let r=new Date(e),i=(t-r.getTime())/1e3;if(Math.abs(i)<5)return`just now`;let a=Nt.find(({below:e})=>Math.abs(i)<e);if(a===void 0){let e=r.getFullYear()===new Date(t).getFullYear();return r.toLocaleDateString(n,{day:`numeric`,month:`short`,...e?{}:{year:`numeric`}})}return new Intl.RelativeTimeFormat(n,{style:`short`,numeric:`always`}).format(-Math.trunc(i/a.by),a.unit).replace(`.`,``)}function Ft(e,t){return new Date(e).toLocaleString(t,{day:`numeric`,month:`short`,year:`numeric`,hour:`2-digit`,minute:`2-digit`,second:`2-digit`,fractionalSecondDigits:3,timeZoneName:`short`})}function It(e,t){return v`<time datetime=${e} title=${Ft(e,t)}>${Pt(e,Date.now(),t)}</time>`}var Lt=[{from:99995e4,by:1e9,suffix:`B`},{from:999950,by:1e6,suffix:`M`},{from:999.5,by:1e3,suffix:`k`}];function Rt(e,t){if(e===null)return[[`–`,``]];let n=Lt.find(({from:t})=>e>=t);if(n===void 0)return[[N(e,t,{maximumFractionDigits:0}),`tok`]];let r=e/n.by,i=+(r<99.95);return[[`${N(r,t,{minimumFractionDigits:i,maximumFractionDigits:i})}${n.suffix}`,`tok`]]}function I(e){return v`<svg
    viewBox="0 0 16 16"
    fill="none"
    stroke="currentColor"
    stroke-width="1.4"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    ${e}
  </svg>`}var L={check:y`<path d="M3.5 8.5l3 3 6-7"/>`,error:y`<path d="M8 2.2l6.2 11H1.8z"/><path d="M8 6.5v3M8 11.3v.01"/>`,running:y`<circle cx="8" cy="8" r="5.5" stroke-dasharray="3 2.2"/>`,chevron:y`<path d="M6 4.5L9.5 8 6 11.5"/>`,older:y`<path d="M6 3.5L10.5 8 6 12.5"/>`,newer:y`<path d="M10 3.5L5.5 8l4.5 4.5"/>`,search:y`<circle cx="7" cy="7" r="4.2"/><path d="M10.2 10.2l3.3 3.3"/>`,refresh:y`<path d="M13 8a5 5 0 1 1-1.5-3.6M13 2.5v3h-3"/>`,copy:y`<rect x="5.5" y="5.5" width="8" height="8" rx="1.5"/><path d="M3.5 10.5h-.2A.8.8 0 0 1 2.5 9.7V3.3a.8.8 0 0 1 .8-.8h6.4a.8.8 0 0 1 .8.8v.2"/>`,close:y`<path d="M4 4l8 8M12 4l-8 8"/>`,back:y`<path d="M7 3.5L2.5 8 7 12.5M3 8h10.5"/>`,keyboard:y`<rect x="1.5" y="4" width="13" height="8.5" rx="1.5"/><path d="M4.5 7h.01M7 7h.01M9.5 7h.01M11.7 7h.01M5.5 10h5"/>`,thread:y`<path d="M3.5 3h9A1.5 1.5 0 0 1 14 4.5v5a1.5 1.5 0 0 1-1.5 1.5H7.5L4.5 13.5V11h-1A1.5 1.5 0 0 1 2 9.5v-5A1.5 1.5 0 0 1 3.5 3z"/>`,folder:y`<path d="M2 4.5A1.5 1.5 0 0 1 3.5 3h2.7l1.5 1.8h4.8A1.5 1.5 0 0 1 14 6.3v5.2a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 2 11.5z"/>`},zt={0:`The server cannot be reached`,401:`You are not signed in`,403:`You may not see this`,429:`The server is busy`,503:`The server is starting`},Bt=new Set([400,403,404]);function Vt(e,t,r){let i=e instanceof n?e.status:-1,a=i===404?t:zt[i]??`This could not be loaded`;return v`<div class="state" role="alert" part="error">
    <span class="state-icon">${I(L.error)}</span>
    <strong>${a}</strong>
    <span class="muted">${e.message}</span>
    ${Bt.has(i)?x:v`<button class="button" @click=${r}>Try again</button>`}
  </div>`}function Ht(){return v`<div class="state" part="error">
    <strong>No server</strong>
    <span class="muted"
      >Put this element in a &lt;vitrine-provider server="/vitrine"&gt;, or give it a server attribute.</span
    >
  </div>`}function Ut(e){return v`<div class="waiting" role="status">
    <span class="visually-hidden">Loading</span>${Array.from({length:e},()=>v`<span></span>`)}
  </div>`}var Wt=u`
  .state {
    display: flex;
    flex-direction: column;
    align-items: center;
    justify-content: center;
    gap: 8px;
    min-block-size: 160px;
    padding: 32px 16px;
    text-align: center;
    text-wrap: balance;
    overflow-wrap: anywhere;
  }
  .state strong {
    font-size: 15px;
    font-weight: 600;
  }
  .state .button {
    margin-block-start: 8px;
  }
  .state-icon {
    color: var(--_error);
  }
  .state code {
    font-family: var(--_font-mono);
    font-size: 12px;
    user-select: all;
  }
  .state .snippet {
    display: flex;
    align-items: center;
    gap: 8px;
    max-inline-size: 100%;
    margin-block-start: 8px;
    padding: 6px 6px 6px 12px;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    text-align: start;
  }
  .waiting {
    animation: vitrine-appear 120ms ease-out 200ms backwards;
  }
  .waiting span {
    display: block;
    block-size: 10px;
    margin: 9px 12px;
    border-radius: 5px;
    background: var(--_hover);
  }
  .waiting span:nth-child(3n + 1) {
    inline-size: 62%;
  }
  .waiting span:nth-child(3n + 2) {
    inline-size: 84%;
  }
  .waiting span:nth-child(3n) {
    inline-size: 47%;
  }
  @keyframes vitrine-appear {
    from {
      opacity: 0;
    }
  }
`,R=u`
  :host {
    box-sizing: border-box;
  }
  :host([hidden]),
  [hidden] {
    display: none !important;
  }
  *,
  *::before,
  *::after {
    box-sizing: border-box;
  }
  :focus-visible {
    outline: 2px solid var(--_accent);
    outline-offset: 2px;
  }
  button,
  input,
  select,
  textarea {
    font: inherit;
    color: inherit;
    letter-spacing: inherit;
  }
  a {
    color: var(--_accent);
    text-underline-offset: 2px;
  }
  .button {
    display: inline-flex;
    align-items: center;
    justify-content: center;
    gap: 6px;
    min-inline-size: 24px;
    min-block-size: 24px;
    padding: 0 8px;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: none;
    white-space: nowrap;
    text-decoration: none;
    cursor: pointer;
    transition: background-color var(--_ease);
  }
  .button:hover {
    background: var(--_hover);
  }
  .button:disabled {
    color: var(--_muted);
    opacity: 0.6;
    cursor: default;
    background: none;
  }
  .button.quiet {
    border-color: transparent;
    color: var(--_muted);
  }
  .button.quiet:hover:not(:disabled) {
    color: var(--_text);
  }
  .button.icon {
    padding: 0;
    inline-size: 24px;
  }
  .link {
    padding: 0;
    border: 0;
    background: none;
    color: var(--_accent);
    text-decoration: none;
    cursor: pointer;
  }
  .link:hover {
    text-decoration: underline;
  }
  .field {
    min-block-size: 28px;
    padding: 0 8px;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: none;
  }
  .field::placeholder {
    color: var(--_muted);
    opacity: 1;
  }
  .muted {
    color: var(--_muted);
  }
  .number {
    font-variant-numeric: tabular-nums;
    white-space: nowrap;
  }
  .unit {
    color: var(--_muted);
    font-size: var(--_small);
  }
  .cut {
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
    white-space: nowrap;
  }
  svg {
    display: block;
    flex: none;
    inline-size: 16px;
    block-size: 16px;
  }
`,z=u`
  :host {
    --_font-mono: var(--vitrine-font-mono, ui-monospace, 'SF Mono', SFMono-Regular, Menlo, Consolas, monospace);
    --_text-size: var(--vitrine-text-size, 13px);
    --_small: var(--vitrine-small, 11px);
    --_line: var(--vitrine-line, 20px);
    --_radius: var(--vitrine-radius, 6px);
    --_row: var(--vitrine-row, 28px);
    --_bg: var(--vitrine-bg, transparent);
    --_surface: var(--vitrine-surface, light-dark(oklch(99% 0.002 260), oklch(21% 0.01 260)));
    --_raised: var(--vitrine-raised, light-dark(oklch(100% 0 0), oklch(25% 0.012 260)));
    --_border: var(--vitrine-border, light-dark(oklch(91% 0.005 260), oklch(32% 0.012 260)));
    --_text: var(--vitrine-text, light-dark(oklch(24% 0.015 260), oklch(93% 0.005 260)));
    --_muted: var(--vitrine-muted, light-dark(oklch(50% 0.015 260), oklch(70% 0.012 260)));
    --_accent: var(--vitrine-accent, light-dark(oklch(52% 0.17 262), oklch(74% 0.13 262)));
    --_span-llm: var(--vitrine-span-llm, light-dark(oklch(55% 0.17 300), oklch(72% 0.14 300)));
    --_span-tool: var(--vitrine-span-tool, light-dark(oklch(55% 0.11 190), oklch(74% 0.1 190)));
    --_span-retrieval: var(--vitrine-span-retrieval, light-dark(oklch(57% 0.13 235), oklch(74% 0.11 235)));
    --_span-guardrail: var(--vitrine-span-guardrail, light-dark(oklch(62% 0.13 75), oklch(78% 0.12 75)));
    --_span-general: var(--vitrine-span-general, light-dark(oklch(60% 0.02 260), oklch(66% 0.02 260)));
    --_error: var(--vitrine-error, light-dark(oklch(54% 0.19 27), oklch(70% 0.16 27)));
    --_good: var(--vitrine-good, light-dark(oklch(54% 0.13 150), oklch(74% 0.13 150)));
    --_hover: color-mix(in oklch, var(--_text) 5%, transparent);
    --_selected: color-mix(in oklch, var(--_accent) 11%, transparent);
    --_ease: 120ms ease-out;
    color: var(--_text);
    font-family: var(--vitrine-font, inherit);
    font-size: var(--_text-size);
    line-height: var(--_line);
    text-align: start;
  }
  @media (prefers-reduced-motion: reduce) {
    :host {
      --_ease: 0s;
    }
  }
`,Gt=u`
  :host {
    display: block;
    min-inline-size: 0;
    overflow-wrap: anywhere;
    font-size: inherit;
    line-height: inherit;
  }
  .plain {
    white-space: pre-wrap;
  }
  .text > :first-child {
    margin-block-start: 0;
  }
  .text > :last-child {
    margin-block-end: 0;
  }
  p,
  ul,
  ol,
  pre,
  table,
  blockquote {
    margin-block: 0 0.7em;
  }
  ul,
  ol {
    padding-inline-start: 1.6em;
  }
  h1,
  h2,
  h3,
  h4,
  h5,
  h6 {
    margin-block: 1em 0.4em;
    font-size: 1.08em;
    font-weight: 600;
    line-height: 1.4;
  }
  code {
    padding: 1px 4px;
    border-radius: 4px;
    background: var(--_hover);
    font-family: var(--_font-mono);
    font-size: 0.92em;
  }
  pre {
    padding: 8px 12px;
    overflow-x: auto;
    border-radius: var(--_radius);
    background: var(--_hover);
    line-height: 1.5;
  }
  pre code {
    padding: 0;
    background: none;
    white-space: pre;
  }
  blockquote {
    margin-inline: 0;
    padding-inline-start: 12px;
    border-inline-start: 2px solid var(--_border);
    color: var(--_muted);
  }
  table {
    display: block;
    overflow-x: auto;
    border-collapse: collapse;
  }
  th,
  td {
    padding: 4px 10px;
    border-block-end: 1px solid var(--_border);
    text-align: start;
  }
  hr {
    border: 0;
    border-block-start: 1px solid var(--_border);
    margin-block: 1em;
  }
  img {
    max-inline-size: 100%;
  }
  .image {
    padding: 2px 8px;
    border: 1px dashed var(--_border);
    border-radius: var(--_radius);
    background: none;
    color: var(--_muted);
    cursor: pointer;
  }
`,Kt=(function(){let e=typeof document<`u`&&document.createElement(`link`).relList;return e&&e.supports&&e.supports(`modulepreload`)?`modulepreload`:`preload`})(),qt=function(e,t){return new URL(e,t).href},Jt={},Yt=function(e){return e.pathname.endsWith(`.css`)},Xt=function(e,t,n){if(t in e)return e[t];let r=n();if(!r){e[t]=void 0;return}let i=r.then(()=>{e[t]=void 0},n=>{throw e[t]=void 0,n});return e[t]=i,i},Zt=function(e,t,n){let r=Promise.resolve();if(t&&t.length>0){let e,i=document.querySelector(`meta[property=csp-nonce]`),a=i?.nonce||i?.getAttribute(`nonce`);function o(e){return Promise.all(e.map(e=>Promise.resolve(e).then(e=>({status:`fulfilled`,value:e}),e=>({status:`rejected`,reason:e}))))}function s(e){return import.meta.resolve?new URL(import.meta.resolve(e)):new URL(e,import.meta.url)}r=o(t.map(t=>{t=qt(t,n);let r=s(t),i=Yt(r);return Xt(Jt,r.href,()=>{if(e===void 0){e={all:new Set,styles:new Set};let t=document.getElementsByTagName(`link`);for(let n=t.length-1;n>=0;n--){let r=t[n];e.all.add(r.href),r.rel===`stylesheet`&&e.styles.add(r.href)}}if((i?e.styles:e.all).has(r.href))return;let t=document.createElement(`link`);if(t.rel=i?`stylesheet`:Kt,i||(t.as=`script`),t.crossOrigin=``,t.href=r.href,a&&t.setAttribute(`nonce`,a),document.head.appendChild(t),i)return new Promise((e,n)=>{let i=a=>{t.removeEventListener(`load`,i),t.removeEventListener(`error`,i),a.type===`error`?n(Error(`Unable to preload CSS for ${r}`)):e(a)};t.addEventListener(`load`,i),t.addEventListener(`error`,i)})})}).filter(e=>e!==void 0))}function i(e){let t=new Event(`vite:preloadError`,{cancelable:!0});if(t.payload=e,window.dispatchEvent(t),!t.defaultPrevented)throw e}return r.then(t=>{for(let e of t||[])e.status===`rejected`&&i(e.reason);return e().catch(i)})},Qt=2e4,$t=2e5,en=class extends w{constructor(...e){super(...e),this.shown=Qt,this.text=``}static{this.styles=[z,R,Gt]}willUpdate(e){e.has(`text`)&&(this.shown=Qt)}updated(){let e=this.text.slice(0,this.shown);this.place.textContent=e,this.place.classList.add(`plain`),e.length<=$t&&/[*_`#[\]|>\n-]|https?:/.test(e)&&this.markUp(e).catch(()=>void 0)}async markUp(e){let{renderMarkdown:t}=await Zt(async()=>{let{renderMarkdown:e}=await import(`./render-markdown-D40PbvSy.js`);return{renderMarkdown:e}},[],import.meta.url);e===this.text.slice(0,this.shown)&&(this.place.replaceChildren(t(e)),this.place.classList.remove(`plain`))}render(){return v`<div class="text"></div>
      ${this.text.length-this.shown>0?v`<button class="link" @click=${()=>this.shown*=4}>
              Show more of ${N(this.text.length,this.locale)} characters
            </button>`:x}`}};k([O(`.text`)],en.prototype,`place`,void 0),k([D()],en.prototype,`shown`,void 0),k([E()],en.prototype,`text`,void 0),k([E()],en.prototype,`locale`,void 0),en=k([T(`vitrine-markdown`)],en);var tn=new Set([`http`,`database`,`infrastructure`]);function nn({kind:e,has_error:t}){return tn.has(e)&&!t}function rn({spans:e}){let t=e.filter(nn).length;return t===e.length?0:t}function an({trace:e}){return{id:e.id,parent_span_id:null,name:e.name,kind:`trace`,start_time:e.start_time,end_time:e.end_time,duration:e.duration,ttft:e.ttft,model:null,provider:null,total_tokens:e.total_tokens,total_estimated_cost:e.total_estimated_cost,cost_status:e.unpriced_span_count>0?`unpriced`:``,has_error:e.error_info!==null}}function on(e,t){e.parent=t,e.depth=t.depth+1,t.children.push(e),e.position=t.children.length}function sn(e){let t=new Map;for(let n of e.values()){let r=[],i=new Set,a=n.id;for(;a!==null&&e.has(a)&&!t.has(a);){if(i.has(a)){a=null;break}i.add(a),r.push(a),a=e.get(a)?.parent_span_id??null}let o=a===null?null:t.get(a)??(e.has(a)?null:a);for(let e of r)t.set(e,o)}return t}function cn(e,t=()=>!1){let n=e=>({row:e,parent:void 0,children:[],depth:0,position:1}),r=n(an(e)),i=new Map(e.spans.filter(t).map(e=>[e.id,e])),a=sn(i),o=e.spans.filter(e=>!i.has(e.id)).map(n),s=new Map(o.map(e=>[e.row.id,e])),c=new Map,l=[];for(let e of o){let{parent_span_id:t}=e.row,n=t===null?null:a.get(t)??t,r=n===null?void 0:s.get(n);r===void 0?l.push(e):c.has(r)?c.get(r)?.push(e):c.set(r,[e])}let u=new Set,d=e=>{on(e,r),u.add(e);let t=[e];for(let e=t.pop();e!==void 0;e=t.pop())for(let n of c.get(e)??[])u.has(n)||(on(n,e),u.add(n),t.push(n))};for(let e of l)d(e);for(let e of o)u.has(e)||d(e);return r}var B=dt(class extends ft{constructor(e){if(super(e),this.last={},e.type!==ut.ELEMENT)throw Error("setStyle() stands in a tag: <div ${setStyle({...})}>")}render(e){return b}update(e,[t]){let{style:n}=e.element;for(let[e,r]of Object.entries(t))this.last[e]!==r&&n.setProperty(e,r);return this.last=t,b}}),ln=1500,un=class extends w{constructor(...e){super(...e),this.done=!1,this.text=()=>``,this.what=``}static{this.styles=[z,R,u`
      :host {
        display: inline-block;
        vertical-align: middle;
      }
      .done {
        color: var(--_good);
      }
    `]}disconnectedCallback(){super.disconnectedCallback(),clearTimeout(this.timer)}async copy(){try{await navigator.clipboard.writeText(this.text())}catch{let e=document.createElement(`textarea`);e.value=this.text(),document.body.append(e),e.select(),document.execCommand(`copy`),e.remove()}this.done=!0,clearTimeout(this.timer),this.timer=setTimeout(()=>this.done=!1,ln)}render(){return v`<button
        class="button quiet icon"
        type="button"
        aria-label="Copy ${this.what}"
        title="Copy ${this.what}"
        @click=${this.copy}
      >
        <span class=${this.done?`done`:``}>${I(this.done?L.check:L.copy)}</span></button
      ><span class="visually-hidden" role="status">${this.done?`Copied`:``}</span>`}};k([D()],un.prototype,`done`,void 0),k([E({attribute:!1})],un.prototype,`text`,void 0),k([E()],un.prototype,`what`,void 0),un=k([T(`vitrine-copy`)],un);var V={trace:{label:`Trace`,family:`general`,icon:y`<path d="M2.5 4h8M5 8h8.5M7 12h5"/>`},agent:{label:`Agent`,family:`general`,icon:y`<rect x="3" y="5.5" width="10" height="7.5" rx="2"/><path d="M8 5.5V3M6 9v.6M10 9v.6M1.5 8.5v2M14.5 8.5v2"/>`},step:{label:`Step`,family:`general`,icon:y`<path d="M3 3.5v6a2 2 0 0 0 2 2h7.5M9.5 8.5l3 3-3 3"/>`},chain:{label:`Chain`,family:`general`,icon:y`<path d="M6.5 9.5l3-3M7.2 4.8l1.3-1.3a2.7 2.7 0 0 1 3.9 3.9l-1.3 1.3M8.8 11.2l-1.3 1.3a2.7 2.7 0 0 1-3.9-3.9l1.3-1.3"/>`},llm:{label:`Model call`,family:`llm`,icon:y`<path d="M8 2l1.5 4.5L14 8l-4.5 1.5L8 14l-1.5-4.5L2 8l4.5-1.5z"/>`},embedding:{label:`Embedding`,family:`llm`,icon:y`<path d="M4 4h.01M8 3h.01M12 5h.01M3 8h.01M7.5 7.5h.01M12 9.5h.01M5 12h.01M9 12.5h.01" stroke-width="2.4"/>`},rerank:{label:`Rerank`,family:`retrieval`,icon:y`<path d="M4 3v10M2 5l2-2 2 2M8.5 4H14M8.5 8h4M8.5 12h2"/>`},retrieval:{label:`Retrieval`,family:`retrieval`,icon:y`<circle cx="7" cy="7" r="4.2"/><path d="M10.2 10.2l3.3 3.3"/>`},tool:{label:`Tool`,family:`tool`,icon:y`<path d="M13.2 4.6l-2.4 2.4-1.8-1.8 2.4-2.4a3.7 3.7 0 0 0-4.6 4.9l-4 4a1.3 1.3 0 0 0 1.8 1.8l4-4a3.7 3.7 0 0 0 4.6-4.9z"/>`},guardrail:{label:`Guardrail`,family:`guardrail`,icon:y`<path d="M8 2l5 1.8v4c0 3-2.1 5.1-5 6.2-2.9-1.1-5-3.2-5-6.2v-4z"/>`},http:{label:`HTTP`,family:`general`,icon:y`<circle cx="8" cy="8" r="5.6"/><path d="M2.4 8h11.2M8 2.4c2.2 2.6 2.2 8.6 0 11.2M8 2.4c-2.2 2.6-2.2 8.6 0 11.2"/>`},database:{label:`Database`,family:`retrieval`,icon:y`<ellipse cx="8" cy="4" rx="5" ry="2"/><path d="M3 4v8c0 1.1 2.2 2 5 2s5-.9 5-2V4M3 8c0 1.1 2.2 2 5 2s5-.9 5-2"/>`},infrastructure:{label:`Infrastructure`,family:`general`,icon:y`<rect x="2.5" y="3" width="11" height="4" rx="1"/><rect x="2.5" y="9" width="11" height="4" rx="1"/><path d="M5 5h.01M5 11h.01"/>`},general:{label:`Span`,family:`general`,icon:y`<circle cx="8" cy="8" r="3.2"/>`}};function H(e){return typeof e==`object`&&!!e&&!Array.isArray(e)}function U(e){return typeof e==`string`?e:``}function dn(e){if(typeof e!=`string`)return e??null;if(!/^\s*[[{]/.test(e))return e;try{return JSON.parse(e)}catch{return e}}function fn(e,...t){return t.map(t=>e[t]).find(e=>e!=null)}function W(e){let t=H(e.function)?e.function:e;return{type:`tool-call`,name:U(fn(t,`name`,`toolName`,`tool_name`))||`tool`,value:dn(fn(t,`arguments`,`args`,`input`,`parameters`))}}function pn(e){let t=fn(e,`name`,`toolName`,`tool_name`,`tool_call_id`,`tool_use_id`,`call_id`,`toolCallId`),n=fn(e,`output`,`result`,`response`,`content`),r=H(n)&&`value`in n&&`type`in n?n.value:n;return{type:`tool-result`,name:U(t)||`result`,value:dn(r)}}var mn=e=>{let t=Array.isArray(e.summary)?e.summary.map(e=>H(e)?U(e.text):U(e)).join(`
`):void 0;return{type:`reasoning`,text:U(fn(e,`text`,`thinking`,`reasoning`))||t||``}},hn=e=>({type:`text`,text:U(fn(e,`text`,`refusal`))}),G=e=>({type:`media`,label:U(e.type).replace(/^input_/,``).replace(/_url$/,``)}),gn={text:hn,input_text:hn,output_text:hn,refusal:hn,reasoning:mn,thinking:mn,tool_use:W,tool_call:W,"tool-call":W,function_call:W,tool_result:pn,"tool-result":pn,function_call_output:pn,image:G,image_url:G,input_image:G,file:G,input_file:G,document:G,audio:G,input_audio:G,video:G},_n={text:e=>({type:e.thought===!0?`reasoning`:`text`,text:U(e.text)}),functionCall:e=>W(e.functionCall),functionResponse:e=>pn(e.functionResponse),inlineData:()=>({type:`media`,label:`file`}),fileData:()=>({type:`media`,label:`file`})};function vn(e){if(typeof e==`string`)return{type:`text`,text:e};if(!H(e))return{type:`json`,value:e};let t=e.type,n=typeof t==`string`?gn[t]:void 0;if(n!==void 0)return n(e);let r=Object.keys(_n).find(t=>e[t]!==void 0&&e[t]!==null);return(r===void 0?void 0:_n[r])?.(e)??{type:`json`,value:e}}function yn(e){return e==null||e===``?[]:(Array.isArray(e)?e:[e]).map(vn).filter(e=>!(`text`in e)||e.text!==``)}var bn={system:`system`,developer:`system`,SystemMessage:`system`,user:`user`,human:`user`,HumanMessage:`user`,assistant:`assistant`,ai:`assistant`,model:`assistant`,AIMessage:`assistant`,AIMessageChunk:`assistant`,tool:`tool`,function:`tool`,ToolMessage:`tool`},xn={function_call:`assistant`,reasoning:`assistant`,function_call_output:`tool`},Sn={input:[`messages`,`prompt`,`contents`,`input`,`question`,`query`,`text`,`content`,`kwargs`],output:[`messages`,`choices`,`candidates`,`generations`,`message`,`output`,`content`,`text`,`answer`,`response`,`kwargs`]},Cn=5;function wn(e){let{id:t,kwargs:n,data:r}=e;return Array.isArray(t)&&H(n)?{...n,role:t.at(-1)??null}:H(r)&&typeof e.type==`string`&&bn[e.type]!==void 0?{...r,role:e.type}:e}function Tn(e){if(!H(e))return;let t=wn(e),{type:n}=t,r=typeof n==`string`?xn[n]:void 0;if(r!==void 0)return{role:r,parts:yn([t])};let i=t.role??n,a=typeof i==`string`?bn[i]:void 0;if(a===void 0)return;let o=t.content??t.parts??t.text,s=t.tool_calls??t.toolCalls,c=a===`tool`&&typeof o==`string`?[pn({...t,content:dn(o)})]:yn(o),l=c.some(e=>e.type===`tool-call`);return Array.isArray(s)&&!l&&c.push(...s.filter(H).map(W)),{role:a,parts:c}}function En(e){let t=e.map(Tn);return t.length>0&&t.every(e=>e!==void 0)?t:void 0}function Dn(e){let{text:t,toolCalls:n}=e;if(typeof t==`string`&&Array.isArray(n))return{role:`assistant`,parts:[...yn(t),...n.filter(H).map(W)]}}function On(e,t,n){if(e==null||e===``||n>Cn)return;let r=t===`input`?`user`:`assistant`;if(typeof e==`string`)return n>0?[{role:r,parts:yn(e)}]:void 0;if(Array.isArray(e)){let i=En(e);if(i!==void 0)return i;let a=yn(e);return a.length>0&&a.every(e=>e.type!==`json`)?[{role:r,parts:a}]:e.length===1||t===`output`?On(e[0],t,n+1):void 0}if(!H(e))return;let i=Tn(e)??(t===`output`?Dn(e):void 0);if(i!==void 0)return[i];for(let r of Sn[t]){let i=On(e[r],t,n+1);if(i!==void 0)return i}}function kn(e,t){let n=On(typeof e==`string`?[e]:e,t,0);if(n===void 0||t===`output`||!H(e))return n;let r=yn(e.system??e.instructions??e.systemInstruction),i=n.some(e=>e.role===`system`);return r.length===0||i?n:[{role:`system`,parts:r},...n]}function An(e,t){let n=kn(e,`input`)??[],r=kn(t,`output`)??[];return n.every((e,t)=>JSON.stringify(e)===JSON.stringify(r[t]))?r:[...n,...r]}var jn=u`
  :host {
    display: block;
    min-inline-size: 0;
    font-family: var(--_font-mono);
    font-size: 12px;
    line-height: 18px;
  }
  .text {
    margin: 0;
    font: inherit;
    white-space: pre-wrap;
    overflow-wrap: anywhere;
  }
  ul {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  ul ul {
    padding-inline-start: 14px;
    border-inline-start: 1px solid var(--_border);
    margin-inline-start: 6px;
  }
  .deep {
    padding-inline-start: 0;
  }
  .entry {
    padding-inline-start: 16px;
    overflow-wrap: anywhere;
  }
  .fold {
    display: inline-flex;
    align-items: baseline;
    max-inline-size: 100%;
    min-block-size: 18px;
    padding: 0;
    border: 0;
    background: none;
    text-align: start;
    cursor: pointer;
    border-radius: 3px;
  }
  .fold svg {
    align-self: center;
    inline-size: 12px;
    block-size: 12px;
    margin-inline-end: 4px;
    color: var(--_muted);
    transition: transform var(--_ease);
  }
  .fold[aria-expanded='true'] svg {
    transform: rotate(90deg);
  }
  .key {
    color: var(--_muted);
  }
  .string {
    white-space: pre-wrap;
    color: light-dark(oklch(42% 0.1 150), oklch(80% 0.09 150));
  }
  .literal {
    color: light-dark(oklch(45% 0.15 262), oklch(80% 0.1 262));
  }
  .link {
    font-family: var(--vitrine-font, inherit);
    min-block-size: 18px;
  }
`,Mn=2e4,Nn=600,Pn=100,Fn=3,In=30,Ln=12;function Rn(e){return typeof e==`object`&&!!e}function zn(e,t){return Array.isArray(e)?e.slice(0,t).map((e,t)=>[String(t),e]):Object.entries(e).slice(0,t)}function Bn(e){let t=Array.isArray(e)?e.length:Object.keys(e).length;return Array.isArray(e)?`[${t===0?``:`${t} ${t===1?`item`:`items`}`}]`:t===0?`{}`:`{${Object.keys(e).slice(0,4).join(`, `).slice(0,60)}${t>4?`, …`:``}}`}var K=class extends w{constructor(...e){super(...e),this.folds=new Map,this.shown=new Map,this.value=null,this.as=`tree`,this.text=``}static{this.styles=[z,R,jn]}willUpdate(e){e.has(`value`)&&(this.folds=new Map,this.shown=new Map),(e.has(`value`)||e.has(`as`))&&(this.text=typeof this.value==`string`?this.value:this.as===`text`?JSON.stringify(this.value,null,2)??``:``)}renderCut(e,t,n){let r=this.shown.get(e)??n;return t.length<=r?v`${t}`:v`${t.slice(0,r)}…
      <button class="link" @click=${()=>this.shown=new Map(this.shown).set(e,r*4)}>
        show more of ${N(t.length,this.locale)} characters
      </button>`}renderLeaf(e,t){return typeof t==`string`?v`<span class="string">"${this.renderCut(e,t,Nn)}"</span>`:v`<span class="literal">${String(t)}</span>`}isOpen(e,t,n){let r=Array.isArray(t)?t.length:Object.keys(t).length;return this.folds.get(e)??(n<Fn&&r<=In)}renderBranch(e,t,n,r){let i=this.isOpen(e,n,r);return v`<button
        class="fold"
        type="button"
        aria-expanded=${i}
        @click=${()=>this.folds=new Map(this.folds).set(e,!i)}
      >
        ${I(L.chevron)}<span class="cut"
          ><span class="key">${t}:&nbsp;</span><span class="muted">${Bn(n)}</span></span
        ></button
      >${i?this.renderEntries(e,n,r):x}`}renderEntries(e,t,n){let r=Array.isArray(t)?t.length:Object.keys(t).length,i=this.shown.get(e)??Pn;return v`<ul class=${n>Ln?`deep`:``}>
      ${zn(t,i).map(([t,r])=>{let i=`${e}/${t}`;return Rn(r)?v`<li>${this.renderBranch(i,t,r,n+1)}</li>`:v`<li class="entry"><span class="key">${t}: </span>${this.renderLeaf(i,r)}</li>`})}
      ${r>i?v`<li class="entry">
              <button class="link" @click=${()=>this.shown=new Map(this.shown).set(e,i*4)}>
                show more of ${N(r,this.locale)}
              </button>
            </li>`:x}
    </ul>`}render(){let{value:e}=this;return typeof e==`string`||this.as===`text`?v`<pre class="text">${this.renderCut(``,this.text,Mn)}</pre>`:Rn(e)?Object.keys(e).length===0?v`<span class="muted">${Bn(e)}</span>`:this.renderEntries(``,e,0):this.renderLeaf(``,e)}};k([D()],K.prototype,`folds`,void 0),k([D()],K.prototype,`shown`,void 0),k([E({attribute:!1})],K.prototype,`value`,void 0),k([E()],K.prototype,`as`,void 0),k([E()],K.prototype,`locale`,void 0),K=k([T(`vitrine-value`)],K);var Vn=u`
  :host {
    display: block;
  }
  ol {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  li {
    position: relative;
    padding-block: 2px 14px;
    padding-inline-start: 16px;
    border-inline-start: 1px solid var(--_border);
  }
  li:last-child {
    padding-block-end: 2px;
  }
  li::before {
    content: '';
    position: absolute;
    inset-block-start: 9px;
    inset-inline-start: -4px;
    inline-size: 7px;
    block-size: 7px;
    border-radius: 50%;
    background: var(--_span-general);
  }
  .user::before {
    background: var(--_accent);
  }
  .assistant::before {
    background: var(--_span-llm);
  }
  .tool::before {
    background: var(--_span-tool);
  }
  .role {
    display: block;
    color: var(--_muted);
    font-size: var(--_small);
    font-weight: 500;
  }
  .part + .part {
    margin-block-start: 6px;
  }
  .reasoning {
    color: var(--_muted);
    font-style: italic;
  }
  .call {
    display: flex;
    align-items: start;
    gap: 8px;
    min-inline-size: 0;
    line-height: 20px;
  }
  .call > .name {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    flex: none;
    color: var(--_span-tool);
    font-family: var(--_font-mono);
    font-size: 12px;
  }
  .call svg {
    inline-size: 14px;
    block-size: 14px;
  }
  .call > .inline {
    font-family: var(--_font-mono);
    font-size: 12px;
    overflow-wrap: anywhere;
  }
  .block {
    display: block;
    margin-block-start: 4px;
  }
  .clamped {
    max-block-size: 160px;
    overflow: hidden;
    mask-image: linear-gradient(#000 60%, transparent);
  }
  .earlier {
    margin-block-end: 8px;
  }
`,Hn=30,Un=90,Wn=600;function Gn(e){if(typeof e==`string`)return e.length<=Un&&!e.includes(`
`)?e:void 0;if(typeof e==`object`&&e&&Object.keys(e).length>8)return;let t=JSON.stringify(e);return t.length<=Un?t:void 0}var Kn=class extends w{constructor(...e){super(...e),this.shown=Hn,this.unfolded=new Set,this.messages=[]}static{this.styles=[z,R,Vn]}willUpdate(e){e.has(`messages`)&&(this.shown=Hn,this.unfolded=new Set)}renderTool(e,t,n){let r=Gn(t);return v`<div class="call">
        <span class="name">${I(V.tool.icon)}<span class="visually-hidden">${n}</span>${e}</span>
        ${r===void 0?x:v`<span class="inline">${r}</span>`}
      </div>
      ${r===void 0?v`<vitrine-value class="block" .value=${t} .locale=${this.locale}></vitrine-value>`:x}`}renderPart(e){switch(e.type){case`tool-call`:return this.renderTool(e.name,e.value,`calls`);case`tool-result`:return this.renderTool(e.name,e.value,`answers`);case`media`:return v`<span class="muted">[${e.label}]</span>`;case`json`:return v`<vitrine-value .value=${e.value} .locale=${this.locale}></vitrine-value>`;default:return v`<vitrine-markdown class=${e.type} .text=${e.text} .locale=${this.locale}></vitrine-markdown>`}}renderMessage(e,t){let n=e.parts.reduce((e,t)=>e+(`text`in t?t.text.length:0),0),r=e.role===`system`&&n>Wn&&!this.unfolded.has(t);return v`<li class=${e.role}>
      <span class="role">${e.role}</span>
      <div class=${r?`clamped`:``}>
        ${e.parts.map(e=>v`<div class="part">${this.renderPart(e)}</div>`)}
        ${e.parts.length===0?v`<span class="muted">empty</span>`:x}
      </div>
      ${r?v`<button class="link" @click=${()=>this.unfolded=new Set([...this.unfolded,t])}>
              Show all
            </button>`:x}
    </li>`}render(){let e=Math.max(0,this.messages.length-this.shown);return v`${e>0?v`<button class="button earlier" @click=${()=>this.shown+=150}>
              Show earlier messages (${e} more)
            </button>`:x}
      <ol>
        ${this.messages.slice(e).map((t,n)=>this.renderMessage(t,e+n))}
      </ol>`}};k([D()],Kn.prototype,`shown`,void 0),k([D()],Kn.prototype,`unfolded`,void 0),k([E({attribute:!1})],Kn.prototype,`messages`,void 0),k([E()],Kn.prototype,`locale`,void 0),Kn=k([T(`vitrine-messages`)],Kn);var qn=[[`input`,`Input`],[`cache_read`,`Input, from cache`],[`cache_write`,`Input, written to cache`],[`output`,`Output`],[`reasoning`,`Reasoning`]];function Jn({ledger:e,usage:t}){if(e===null)return{rows:Object.entries(t??{}),total:null};let n=qn.map(([t,n])=>[n,e[t]]);return{rows:n.filter(([,e])=>e>0),total:n.reduce((e,[,t])=>e+t,0)}}function Yn(e,t){let{rows:n,total:r}=Jn(e);return n.length===0?x:v`<section>
    <h4 class="section-title">Tokens</h4>
    <table>
      <tbody>
        ${n.map(([e,n])=>v`<tr>
              <td>${e}</td>
              <td class="number">${N(n,t)}</td>
            </tr>`)}
      </tbody>
      ${r===null?x:v`<tfoot>
              <tr>
                <td>In all</td>
                <td class="number">${N(r,t)}</td>
              </tr>
            </tfoot>`}
    </table>
  </section>`}function Xn(e,t){let n=e.cost_status===`unpriced`;if(e.total_estimated_cost===null&&!n)return;let r=n?` (no price is known for the model)`:e.cost_status===`manual`?` (set by the client)`:``;return[`Cost`,v`${F(kt(e.total_estimated_cost,n,t))}<span class="muted">${r}</span>`]}function Zn(e,t,n){let r=[[`Kind`,V[e.kind].label],e.model===null?void 0:[`Model`,e.model],e.provider===null?void 0:[`Provider`,e.provider],[`Started`,Ft(e.start_time,n)],[`Duration`,e.end_time===null?`still running`:F(P(e.duration,n))],e.ttft===null?void 0:[`First token`,F(P(e.ttft,n))],Xn(e,n),t.tags.length===0?void 0:[`Tags`,t.tags.map(e=>v`<span class="tag">${e}</span>`)],[`Id`,v`<span class="id"
        ><span class="cut">${e.id}</span><vitrine-copy what="id" .text=${()=>e.id}></vitrine-copy
      ></span>`]],i=typeof t.metadata==`object`&&t.metadata!==null&&Object.keys(t.metadata).length>0;return v`<section>
      <dl>
        ${r.map(e=>e===void 0?x:v`<dt>${e[0]}</dt>
                <dd>${e[1]}</dd>`)}
      </dl>
    </section>
    ${Yn(t,n)}
    ${i?v`<section>
            <h4 class="section-title">Metadata</h4>
            <vitrine-value .value=${t.metadata} .locale=${n}></vitrine-value>
          </section>`:x}`}function Qn(e,t){return e.length===0?v`<p class="muted">Nobody has scored this yet.</p>`:v`<table>
    <thead>
      <tr>
        <th>Score</th>
        <th>Value</th>
        <th>By</th>
        <th>Reason</th>
        <th>When</th>
      </tr>
    </thead>
    <tbody>
      ${e.flatMap(e=>{let t=Object.entries(e.value_by_author??{});return t.length>0?t.map(([t,n])=>({name:e.name,author:t,...n})):[{...e,author:e.last_updated_by}]}).map(e=>v`<tr>
            <td>${e.name}</td>
            <td>
              ${N(e.value,t,{maximumFractionDigits:4})}
              <span class="muted">${e.category_name??``}</span>
            </td>
            <td>${e.author}</td>
            <td>${e.reason??``}</td>
            <td class="muted">${It(e.last_updated_at,t)}</td>
          </tr>`)}
    </tbody>
  </table>`}var $n=u`
  :host {
    display: flex;
    flex-direction: column;
    block-size: 100%;
    min-inline-size: 0;
    background: inherit;
  }
  .header {
    flex: none;
    padding: 10px 16px 0;
    border-block-end: 1px solid var(--_border);
  }
  .title {
    display: flex;
    align-items: center;
    gap: 8px;
    min-inline-size: 0;
  }
  h3 {
    flex: 1;
    min-inline-size: 0;
    margin: 0;
    font-size: 14px;
    font-weight: 600;
    line-height: 24px;
  }
  .facts {
    display: flex;
    flex-wrap: wrap;
    gap: 0 14px;
    min-block-size: 20px;
    font-size: 12px;
  }
  .failed {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    color: var(--_error);
  }
  [role='tablist'] {
    display: flex;
    gap: 16px;
    margin-block-start: 6px;
  }
  [role='tab'] {
    padding: 4px 0 6px;
    border: 0;
    border-block-end: 2px solid transparent;
    background: none;
    color: var(--_muted);
    cursor: pointer;
    white-space: nowrap;
  }
  [role='tab']:hover {
    color: var(--_text);
  }
  [role='tab'][aria-selected='true'] {
    color: var(--_text);
    border-color: var(--_accent);
  }
  [role='tabpanel'] {
    flex: 1;
    min-block-size: 0;
    padding: 12px 16px 24px;
    overflow: auto;
    overscroll-behavior: contain;
    scrollbar-width: thin;
    scrollbar-color: var(--_border) transparent;
  }
  [role='tabpanel']:focus-visible {
    outline-offset: -2px;
  }
  section + section {
    margin-block-start: 20px;
  }
  .section-title {
    display: flex;
    align-items: center;
    gap: 4px;
    margin: 0 0 4px;
    font-size: var(--_small);
    font-weight: 500;
    color: var(--_muted);
  }
  .section-title > :first-child {
    flex: 1;
  }
  .section-title .button {
    font-size: var(--_small);
  }
  .exception {
    margin-block-end: 16px;
    padding-inline-start: 12px;
    border-inline-start: 2px solid var(--_error);
  }
  .exception strong {
    color: var(--_error);
    font-weight: 600;
  }
  .exception p {
    margin: 0;
    overflow-wrap: anywhere;
    white-space: pre-wrap;
    max-block-size: 160px;
    overflow-y: auto;
  }
  summary {
    color: var(--_muted);
    cursor: pointer;
  }
  .exception pre,
  .traceback {
    margin: 4px 0 0;
    max-block-size: 320px;
    overflow: auto;
    font-family: var(--_font-mono);
    font-size: 12px;
    line-height: 18px;
  }
  dl {
    display: grid;
    grid-template-columns: minmax(96px, max-content) minmax(0, 1fr);
    gap: 4px 20px;
    margin: 0;
  }
  dt {
    color: var(--_muted);
  }
  dd {
    margin: 0;
    min-inline-size: 0;
    overflow-wrap: anywhere;
  }
  .id {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    max-inline-size: 100%;
    font-family: var(--_font-mono);
    font-size: 12px;
  }
  .tag {
    display: inline-block;
    margin-inline-end: 6px;
    padding: 0 8px;
    border: 1px solid var(--_border);
    border-radius: 10px;
    font-size: 12px;
    line-height: 18px;
  }
  table {
    border-collapse: collapse;
  }
  td,
  th {
    padding: 3px 24px 3px 0;
    font-weight: inherit;
    text-align: start;
    vertical-align: top;
    overflow-wrap: anywhere;
  }
  th:last-child,
  td:last-child {
    padding-inline-end: 0;
  }
  thead th {
    color: var(--_muted);
    font-size: var(--_small);
  }
  td.number {
    text-align: end;
  }
  tfoot td,
  tfoot th {
    border-block-start: 1px solid var(--_border);
  }
`,er={messages:`Messages`,io:`Input/Output`,details:`Details`,scores:`Scores`},tr=new Set([`trace`,`agent`,`step`,`chain`,`llm`,`general`]),nr=30,q=class extends w{constructor(...e){super(...e),this.body=new wt(this,{load:e=>this.load(e),keep:!0}),this.kept=new Map,this.messages=[],this.asText=!1,this.traceId=``}static{this.styles=[z,R,Wt,$n]}willUpdate(e){let{row:t,client:n}=this;this.body.want(t===void 0||n===void 0?void 0:`${n.server} ${this.traceId} ${t.id} ${t.end_time}`);let r=this.current;r!==this.read&&t!==void 0&&(this.read=r,this.messages=[],r!==void 0&&tr.has(t.kind)&&(this.messages=An(r.input,r.output)))}async load(e){let{client:t,row:n,traceId:r}=this;if(t===void 0||n===void 0)throw Error(`There is nothing to load.`);let i=`${r} ${n.id} ${n.end_time}`,a=this.kept.get(i);if(a!==void 0)return a;let{bodies:o}=await t.bodies(r,[n.id],e),s=o[0];if(s===void 0)throw Error(`The server has no body of this span.`);n.end_time!==null&&this.kept.set(i,s);let c=this.kept.keys().next();return this.kept.size>nr&&c.done===!1&&this.kept.delete(c.value),s}get current(){return this.body.value?.id===this.row?.id?this.body.value:void 0}get tabs(){return this.current===void 0&&this.row!==void 0&&tr.has(this.row.kind)||this.messages.length>0?[`messages`,`io`,`details`,`scores`]:[`io`,`details`,`scores`]}get tab(){let{tabs:e}=this;return e.find(e=>e===this.chosen)??e[0]??`io`}onTabKey(e){let t={ArrowRight:1,ArrowLeft:-1}[e.key];if(t===void 0)return;e.preventDefault();let{tabs:n}=this;this.chosen=n[(n.indexOf(this.tab)+t+n.length)%n.length],this.updateComplete.then(()=>this.renderRoot.querySelector(`[aria-selected=true]`)?.focus())}renderFacts(e){let t=e.cost_status===`unpriced`,n=[e.model===e.name?null:e.model,e.provider].filter(e=>e!==null).join(` · `);return v`<div class="facts">
      <span class="muted">${V[e.kind].label}</span>
      ${n===``?x:v`<span>${n}</span>`}
      ${e.end_time===null?v`<span class="muted">running</span>`:F(P(e.duration,this.locale))}
      ${e.ttft===null?x:v`<span><span class="muted">first token</span> ${F(P(e.ttft,this.locale))}</span>`}
      ${e.total_tokens===null?x:F(Rt(e.total_tokens,this.locale))}
      ${e.total_estimated_cost===null&&!t?x:F(kt(e.total_estimated_cost,t,this.locale))}
      ${e.has_error?v`<span class="failed">failed</span>`:x}
    </div>`}renderException(e){let{error_info:t}=e;return t===null?x:v`<div class="exception" part="exception">
      <strong>${t.exception_type}</strong>
      ${t.message?v`<p>${t.message}</p>`:x}
      ${t.traceback?v`<details>
              <summary>Traceback</summary>
              <vitrine-value class="traceback" .value=${t.traceback}></vitrine-value>
            </details>`:x}
    </div>`}renderSide(e,t){return v`<section>
      <h4 class="section-title">
        <span>${e}</span>
        ${typeof t==`object`&&t?v`<button
                class="button quiet"
                aria-pressed=${this.asText}
                @click=${()=>this.asText=!this.asText}
              >
                ${this.asText?`As tree`:`As text`}
              </button>`:x}
        ${t===null?x:v`<vitrine-copy what=${e.toLowerCase()} .text=${()=>typeof t==`string`?t:JSON.stringify(t,null,2)}></vitrine-copy>`}
      </h4>
      ${t===null?v`<span class="muted">none</span>`:v`<vitrine-value
              .value=${t}
              as=${this.asText?`text`:`tree`}
              .locale=${this.locale}
            ></vitrine-value>`}
    </section>`}renderTab(e,t){return v`${this.renderException(t)}${{messages:()=>v`<vitrine-messages .messages=${this.messages} .locale=${this.locale}></vitrine-messages>`,io:()=>v`${this.renderSide(`Input`,t.input)}${this.renderSide(`Output`,t.output)}`,details:()=>Zn(e,t,this.locale),scores:()=>Qn(t.feedback_scores,this.locale)}[this.tab]()}`}renderPanel(e){let t=this.current;return t===void 0?this.body.error===void 0?Ut(6):Vt(this.body.error,`There is no such span`,()=>this.body.refresh()):this.renderTab(e,t)}render(){let{row:e}=this;if(e===void 0)return x;let t=this.current?.feedback_scores.length??0;return v`<div class="header">
        <div class="title">
          <h3 class="cut" title=${e.name}>${e.name||V[e.kind].label}</h3>
          <slot name="actions"></slot>
        </div>
        ${this.renderFacts(e)}
        <div role="tablist" aria-label="Parts of the span" @keydown=${this.onTabKey}>
          ${this.tabs.map(e=>v`<button
                role="tab"
                id="tab-${e}"
                aria-controls="panel"
                aria-selected=${e===this.tab}
                tabindex=${e===this.tab?0:-1}
                @click=${()=>this.chosen=e}
              >
                ${er[e]}${e===`scores`&&t>0?v` <span class="muted">${t}</span>`:x}
              </button>`)}
        </div>
      </div>
      <div id="panel" role="tabpanel" tabindex="0" aria-labelledby="tab-${this.tab}">${this.renderPanel(e)}</div>`}};k([D()],q.prototype,`chosen`,void 0),k([D()],q.prototype,`asText`,void 0),k([E({attribute:!1})],q.prototype,`client`,void 0),k([E({attribute:!1})],q.prototype,`traceId`,void 0),k([E({attribute:!1})],q.prototype,`row`,void 0),k([E()],q.prototype,`locale`,void 0),q=k([T(`vitrine-span`)],q);var rr=dt(class extends ft{constructor(e){if(super(e),e.type!==ut.ATTRIBUTE||e.name!==`class`||e.strings?.length>2)throw Error("`classMap()` can only be used in the `class` attribute and must be the only part in the attribute.")}render(e){return` `+Object.keys(e).filter(t=>e[t]).join(` `)+` `}update(e,[t]){if(this.st===void 0){this.st=new Set,e.strings!==void 0&&(this.nt=new Set(e.strings.join(` `).split(/\s/).filter(e=>e!==``)));for(let e in t)t[e]&&!this.nt?.has(e)&&this.st.add(e);return this.render(t)}let n=e.element.classList;for(let e of this.st)e in t||(n.remove(e),this.st.delete(e));for(let e in t){let r=!!t[e];r===this.st.has(e)||this.nt?.has(e)||(r?(n.add(e),this.st.add(e)):(n.remove(e),this.st.delete(e)))}return b}}),ir=12,ar=8,or=class{constructor(e,t){this.first=0,this.last=60,this.resizes=new ResizeObserver(()=>this.measure()),this.measure=()=>{let e=this.options.scroller();if(e===void 0)return;let t=this.options.rowHeight(),n=Math.floor(e.scrollTop/t),r=Math.max(0,Math.floor((n-ir)/ar)*ar),i=Math.ceil((n+e.clientHeight/t+ir)/ar)*ar;(r!==this.first||i!==this.last)&&(this.first=r,this.last=i,this.host.requestUpdate())},this.host=e,this.options=t,e.addController(this)}hostConnected(){this.host.requestUpdate()}hostUpdated(){let e=this.options.scroller();e!==this.observed&&(this.hostDisconnected(),this.observed=e,e!==void 0&&(this.resizes.observe(e),e.addEventListener(`scroll`,this.measure,{passive:!0})))}hostDisconnected(){this.resizes.disconnect(),this.observed?.removeEventListener(`scroll`,this.measure),this.observed=void 0}reveal(e){let t=this.options.scroller();if(t===void 0)return;let n=this.options.rowHeight(),r=e*n,i=t.clientHeight-this.options.headerHeight;r<t.scrollTop?t.scrollTop=r:r+n>t.scrollTop+i&&(t.scrollTop=r+n-i),this.measure()}get pageSize(){let e=(this.options.scroller()?.clientHeight??0)-this.options.headerHeight;return Math.max(1,Math.floor(e/this.options.rowHeight())-1)}};function sr(e,t){return e===0?`0`:e<1e3||e>=6e4?Mt(P(e,t)):`${N(e/1e3,t,{maximumFractionDigits:2})}\u00A0s`}function cr(e,t){let n=t.toLowerCase(),r=new Set,i=new Set([e]),a=[...e.children];for(let e=a.pop();e!==void 0;e=a.pop()){a.push(...e.children);let{row:t}=e;if([t.name,t.model,t.provider,V[t.kind].label,t.has_error?`error`:null].some(e=>e?.toLowerCase().includes(n))){r.add(e);for(let t=e;t!==void 0&&!i.has(t);t=t.parent)i.add(t)}}return{matches:r,shown:i}}function lr(e,t){let n=1/0,r=-1/0;for(let t of[e.trace,...e.spans]){let e=Date.parse(t.start_time);n=Math.min(n,e),r=Math.max(r,t.end_time===null?e:Date.parse(t.end_time))}return e.trace.end_time===null&&(r=Math.max(r,t)),{start:n,end:Math.max(r,n+1)}}function ur({start:e,end:t}){let n=t-e,r=n/5,i=10**Math.floor(Math.log10(r)),a=[1,2,5,10].map(e=>e*i).find(e=>e>=r)??r,o=[];for(let e=a;e<n*.97;e+=a)o.push(e);return o}function dr(e,t,n){let r=[],i=[e];for(let e=i.pop();e!==void 0;e=i.pop())if((n===void 0||n.has(e))&&(r.push(e),!(n===void 0&&t.has(e.row.id))))for(let t=e.children.length-1;t>=0;t--)i.push(e.children[t]);return r}function fr(e){return`${(Math.min(1,Math.max(0,e))*100).toFixed(3)}%`}function pr({row:e,children:t},n){let r=n.end-n.start,i=Date.parse(e.start_time),a=e.end_time===null?n.end:Date.parse(e.end_time),o={"--at":fr((i-n.start)/r),"--length":fr((a-i)/r)},s=e.ttft!==null&&t.length===0&&e.ttft>0&&a>i;return v`<div class=${t.length>0?`bar parent`:`bar`} ${B(o)}>
    ${s?v`<div class="first-token" ${B({"--wait":fr((e.ttft??0)/(a-i))})}></div>`:x}
  </div>`}var mr=u`
  :host {
    display: block;
    block-size: 100%;
    min-inline-size: 0;
    container-type: inline-size;
  }
  .scroller {
    block-size: 100%;
    overflow: hidden auto;
    overscroll-behavior: contain;
    outline: none;
    scrollbar-width: thin;
    scrollbar-color: var(--_border) transparent;
    --_columns: minmax(0, 1fr) 64px 72px minmax(0, 42%);
  }
  .header,
  .row {
    display: grid;
    grid-template-columns: var(--_columns);
    align-items: center;
    padding-inline: 8px 16px;
  }
  .header {
    position: sticky;
    inset-block-start: 0;
    z-index: 2;
    block-size: 24px;
    border-block-end: 1px solid var(--_border);
    background: var(--_surface);
    color: var(--_muted);
    font-size: var(--_small);
  }
  .header > :first-child {
    padding-inline-start: 22px;
  }
  .rows {
    position: relative;
  }
  .window {
    position: absolute;
    inset-inline: 0;
    inset-block-start: var(--top, 0);
  }
  .row {
    position: relative;
    block-size: var(--_row);
    cursor: default;
  }
  .row:hover {
    background: var(--_hover);
  }
  .row[aria-selected='true'] {
    background: var(--_selected);
  }
  .row[aria-selected='true']::before {
    content: '';
    position: absolute;
    inset-block: 0;
    inset-inline-start: 0;
    inline-size: 2px;
    background: var(--_accent);
  }
  .scroller:focus-visible .row.active {
    outline: 2px solid var(--_accent);
    outline-offset: -2px;
    border-radius: var(--_radius);
  }
  .row.dim .name {
    opacity: 0.55;
  }
  .name {
    display: flex;
    align-items: center;
    gap: 6px;
    min-inline-size: 0;
    padding-inline-start: calc(var(--depth) * 14px);
    white-space: nowrap;
  }
  .twisty {
    display: grid;
    place-items: center;
    flex: none;
    inline-size: 16px;
    block-size: 20px;
    margin-inline-end: -2px;
    color: var(--_muted);
  }
  .twisty svg {
    inline-size: 14px;
    block-size: 14px;
    transition: transform var(--_ease);
  }
  [aria-expanded='true'] .twisty svg {
    transform: rotate(90deg);
  }
  .label {
    flex: 0 1 auto;
    overflow: hidden;
    text-overflow: ellipsis;
    unicode-bidi: isolate;
  }
  .row[aria-level='1'] .label {
    font-weight: 600;
  }
  .model {
    flex: 0 10 auto;
    min-inline-size: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    color: var(--_muted);
    font-size: var(--_small);
  }
  .failed {
    color: var(--_error);
  }
  .kind {
    display: grid;
    color: var(--kind);
  }
  .quantity {
    text-align: end;
    font-size: 12px;
  }
  .tokens {
    color: var(--_muted);
  }
  .header .quantity {
    font-size: var(--_small);
  }
  .llm {
    --kind: var(--_span-llm);
  }
  .tool {
    --kind: var(--_span-tool);
  }
  .retrieval {
    --kind: var(--_span-retrieval);
  }
  .guardrail {
    --kind: var(--_span-guardrail);
  }
  .general {
    --kind: var(--_span-general);
  }
  .lane {
    position: relative;
    align-self: stretch;
    margin-inline-start: 16px;
  }
  .tick {
    position: absolute;
    inset-block: 0;
    inset-inline-start: var(--at);
    border-inline-start: 1px solid var(--_border);
  }
  .grid {
    position: absolute;
    inset: 0;
    display: grid;
    grid-template-columns: var(--_columns);
    padding-inline: 8px 16px;
    pointer-events: none;
  }
  .grid .lane {
    grid-column: -2;
  }
  .grid .tick {
    opacity: 0.6;
  }
  .header .tick {
    padding-inline-start: 4px;
    white-space: nowrap;
    border-color: transparent;
    line-height: 24px;
    transform: translateX(-50%);
    padding-inline: 0;
  }
  .header .tick:first-child {
    transform: none;
  }
  .header .tick:last-child {
    transform: translateX(-100%);
  }
  .bar {
    position: absolute;
    inset-block-start: calc(50% - 5px);
    block-size: 10px;
    inset-inline-start: min(var(--at), 100% - 3px);
    inline-size: max(var(--length), 3px);
    border-radius: 2px;
    background: var(--kind);
    overflow: hidden;
  }
  .row.failing .bar {
    background: var(--_error);
  }
  .row.running .bar {
    mask-image: linear-gradient(to right, #000 70%, rgb(0 0 0 / 35%));
  }
  .row[aria-level='1'] .bar,
  .bar.parent {
    block-size: 4px;
    inset-block-start: calc(50% - 2px);
  }
  .first-token {
    position: absolute;
    inset: 0 auto 0 0;
    inline-size: var(--wait);
    border-inline-end: 1px solid var(--_surface);
    background: color-mix(in oklch, var(--_surface) 58%, transparent);
  }
  .none {
    padding: 24px;
    text-align: center;
    color: var(--_muted);
  }
  @container (inline-size < 760px) {
    .model {
      display: none;
    }
  }
  @container (inline-size < 560px) {
    .scroller {
      --_columns: minmax(0, 1fr) 0 68px minmax(0, 30%);
    }
    .tokens {
      visibility: hidden;
      inline-size: 0;
      overflow: hidden;
    }
    .header .tick:not(:first-child, :last-child) {
      display: none;
    }
  }
`,hr=24,gr=16,_r=.66,J=class extends w{constructor(...e){super(...e),this.rowWindow=new or(this,{scroller:()=>this.scroller??void 0,headerHeight:hr,rowHeight:()=>this.rowHeight,count:()=>this.nodes.length}),this.collapsed=new Set,this.find=``,this.all=!1,this.nodes=[],this.axis={start:0,end:1},this.rowHeight=28}static{this.styles=[z,R,mr]}willUpdate(e){this.view!==void 0&&((e.has(`view`)||e.has(`all`))&&(this.root=this.all||rn(this.view)===0?cn(this.view):cn(this.view,nn),this.axis=lr(this.view,Date.now())),this.root!==void 0&&((e.has(`view`)||e.has(`all`)||e.has(`find`))&&(this.found=this.find.trim()===``?void 0:cr(this.root,this.find.trim())),(e.has(`view`)||e.has(`all`)||e.has(`find`)||e.has(`collapsed`))&&(this.nodes=dr(this.root,this.collapsed,this.found?.shown))))}updated(e){let t=this.renderRoot.querySelector(`.row`);t!==null&&t.offsetHeight>0&&t.offsetHeight!==this.rowHeight&&(this.rowHeight=t.offsetHeight,this.requestUpdate()),(e.has(`selected`)||e.has(`find`))&&this.rowWindow.reveal(Math.max(0,this.activeIndex))}focus(e){this.scroller?.focus(e)}selectNextError(){let e=this.activeIndex+1,t=[...this.nodes.slice(e),...this.nodes.slice(0,e)].find(e=>e.row.has_error);t!==void 0&&this.select(t)}get activeIndex(){return this.nodes.findIndex(e=>e.row.id===this.selected)}select(e){e.row.id!==this.selected&&this.tell(`row-select`,e)}tell(e,t){this.dispatchEvent(new CustomEvent(e,{detail:{id:t.row.id}}))}toggle(e){let t=new Set(this.collapsed);t.delete(e.row.id)||t.add(e.row.id),this.collapsed=t}onClick(e){let t=e.target.closest(`.row`),n=this.nodes[Number(t?.getAttribute(`data-index`)??-1)];n!==void 0&&(e.target.closest(`.twisty`)!==null&&n.children.length>0?this.toggle(n):(this.select(n),this.tell(`row-open`,n)))}onKey(e){if(e.altKey||e.ctrlKey||e.metaKey)return;let t=Math.max(0,this.activeIndex),n=this.nodes[t];if(n===void 0)return;let r=this.nodes.length-1,i=n.children.length>0&&!this.collapsed.has(n.row.id),a={ArrowDown:()=>this.nodes[Math.min(r,t+1)],ArrowUp:()=>this.nodes[Math.max(0,t-1)],PageDown:()=>this.nodes[Math.min(r,t+this.rowWindow.pageSize)],PageUp:()=>this.nodes[Math.max(0,t-this.rowWindow.pageSize)],Home:()=>this.nodes[0],End:()=>this.nodes[r],ArrowRight:()=>i||n.children.length===0?this.nodes[i?t+1:t]:this.toggle(n),ArrowLeft:()=>i&&this.found===void 0?this.toggle(n):n.parent,Enter:()=>this.tell(`row-open`,n)}[e.key];if(a===void 0)return;e.preventDefault();let o=a();o!==void 0&&this.select(o)}renderRow(e,t){let{row:n}=e,r=V[n.kind]??V.general;return v`<div
      class=${rr({row:!0,[r.family]:!0,active:n.id===this.selected,dim:this.found!==void 0&&!this.found.matches.has(e),failing:n.has_error,running:n.end_time===null})}
      role="row"
      id="row-${n.id}"
      data-index=${t}
      aria-rowindex=${t+2}
      aria-level=${e.depth+1}
      aria-posinset=${e.position}
      aria-setsize=${e.parent?.children.length??1}
      aria-selected=${n.id===this.selected}
      aria-expanded=${e.children.length===0?x:String(this.found!==void 0||!this.collapsed.has(n.id))}
    >
      <div class="name" role="gridcell" ${B({"--depth":String(Math.min(e.depth,gr))})}>
        <span class="twisty">${e.children.length>0?I(L.chevron):x}</span>
        <span class="kind" title=${r.label}>${I(r.icon)}</span>
        <span class="visually-hidden">${r.label}</span>
        <span class="label" title=${n.name}>${n.name||r.label}</span>
        ${n.has_error?v`<span class="failed" title="Failed">${I(L.error)}</span
                ><span class="visually-hidden">failed</span>`:x}
        ${n.model!==null&&n.model!==n.name?v`<span class="model">${n.model}</span>`:x}
      </div>
      <div class="quantity tokens" role="gridcell">
        ${n.total_tokens===null?x:F(Rt(n.total_tokens,this.locale))}
      </div>
      <div class="quantity" role="gridcell">
        ${n.end_time===null?v`<span class="muted">running</span>`:F(P(n.duration,this.locale))}
      </div>
      <div class="lane" role="gridcell">${pr(e,this.axis)}</div>
    </div>`}renderTicks(e){let t=this.axis.end-this.axis.start;return(e?[0,...ur(this.axis).filter(e=>e<t*_r),t]:ur(this.axis)).map(n=>v`<span class="tick" ${B({"--at":`${n/t*100}%`})}
          >${e?sr(n,this.locale):x}</span
        >`)}render(){let e=Math.min(this.rowWindow.first,Math.max(0,this.nodes.length-1)),t=this.nodes.slice(e,this.rowWindow.last);return v`<div
      class="scroller"
      role="treegrid"
      tabindex="0"
      aria-label="Spans"
      aria-rowcount=${this.nodes.length+1}
      aria-activedescendant=${this.selected===void 0?x:`row-${this.selected}`}
      @click=${this.onClick}
      @keydown=${this.onKey}
    >
      <div class="header" role="row" aria-rowindex="1">
        <div role="columnheader">Span</div>
        <div class="quantity tokens" role="columnheader">Tokens</div>
        <div class="quantity" role="columnheader">Duration</div>
        <div class="lane" role="columnheader" aria-label="Time">${this.renderTicks(!0)}</div>
      </div>
      <div class="rows" role="rowgroup" ${B({height:`${this.nodes.length*this.rowHeight}px`})}>
        <div class="grid" role="presentation"><div class="lane">${this.renderTicks(!1)}</div></div>
        <div class="window" role="presentation" ${B({"--top":`${e*this.rowHeight}px`})}>
          ${St(t,e=>e.row.id,(t,n)=>this.renderRow(t,e+n))}
        </div>
      </div>
      ${this.found?.matches.size===0?v`<div class="none" role="presentation">No span holds “${this.find}”.</div>`:x}
    </div>`}};k([O(`.scroller`)],J.prototype,`scroller`,void 0),k([D()],J.prototype,`collapsed`,void 0),k([E({attribute:!1})],J.prototype,`view`,void 0),k([E({attribute:!1})],J.prototype,`selected`,void 0),k([E()],J.prototype,`find`,void 0),k([E({type:Boolean})],J.prototype,`all`,void 0),k([E()],J.prototype,`locale`,void 0),J=k([T(`vitrine-waterfall`)],J);var vr=`vitrine:split`,yr=25,br=80,xr=56;function Sr(){try{let e=Number(localStorage.getItem(vr));return e>=yr&&e<=br?e:xr}catch{return xr}}var Cr=class{constructor(e){this.percent=Sr(),this.onKey=e=>{let t={ArrowLeft:-2,ArrowRight:2,Home:-100,End:100}[e.key];t!==void 0&&(e.preventDefault(),this.set(this.percent+t))},this.onPointerDown=e=>{e.preventDefault();let t=e.currentTarget;t.setPointerCapture(e.pointerId);let n=e=>{let t=this.host.getBoundingClientRect();this.set((e.clientX-t.left)/t.width*100)};t.addEventListener(`pointermove`,n),t.addEventListener(`lostpointercapture`,()=>t.removeEventListener(`pointermove`,n),{once:!0})},this.host=e}set(e){this.percent=Math.round(Math.min(br,Math.max(yr,e))*10)/10;try{localStorage.setItem(vr,String(this.percent))}catch{}this.host.requestUpdate()}render(){return v`<div
      class="split"
      part="split"
      role="separator"
      tabindex="0"
      aria-label="Width of the tree"
      aria-orientation="vertical"
      aria-valuemin=${yr}
      aria-valuemax=${br}
      aria-valuenow=${Math.round(this.percent)}
      @keydown=${this.onKey}
      @pointerdown=${this.onPointerDown}
      @dblclick=${()=>this.set(xr)}
    ></div>`}},wr=[[[`↑`,`↓`],`Previous and next span`],[[`←`,`→`],`Fold and unfold`],[[`Home`,`End`],`First and last span`],[[`Enter`],`Open the span`],[[`Esc`],`Close`],[[`n`],`Next error`],[[`/`],`Find spans`],[[`?`],`These keys`]];function Tr(){return v`<div class="keys" popover role="dialog" aria-label="Keys">
    <dl>
      ${wr.map(([e,t])=>v`<dt>${e.map(e=>v`<kbd>${e}</kbd> `)}</dt>
            <dd>${t}</dd>`)}
    </dl>
  </div>`}function Er({trace:e}){return e.error_info===null?e.end_time===null?v`<span class="status running" role="img" aria-label="Running" title="Running"
      >${I(L.running)}</span
    >`:v`<span class="status" role="img" aria-label="Finished" title="Finished">${I(L.check)}</span>`:v`<span class="status failed" role="img" aria-label="Failed" title="Failed">${I(L.error)}</span>`}function Dr({count:e,shown:t,toggle:n}){return e===0?x:v`<button
    class="link hidden-spans"
    title="${t?`Hide`:`Show`} HTTP, databases and other infrastructure"
    @click=${n}
  >
    ${t?`hide ${e}`:`${e} hidden`}
  </button>`}function Or(e,t,n,r){let{trace:i}=e,a=i.unpriced_span_count>0,o=i.error_count;return v`<div class="name" part="title">
      <h2 class="cut" title=${i.name}>${i.name||`Trace`}</h2>
      ${Er(e)}
    </div>
    <div class="facts">
      ${i.end_time===null?v`<span class="muted">running</span>`:F(P(i.duration,t))}
      ${i.total_tokens===null?x:F(Rt(i.total_tokens,t))}
      ${i.total_estimated_cost===null&&!a?x:v`<span title=${a?`${i.unpriced_span_count} model calls have no known price`:``}
              >${F(kt(i.total_estimated_cost,a,t))}</span
            >`}
      ${o>0?v`<button class="link errors" title="Go to the next one" @click=${n}>
              ${o} ${o===1?`error`:`errors`}
            </button>`:x}
      ${Dr(r)}
      <span class="muted">${It(i.start_time,t)}</span>
    </div>`}var kr=u`
  :host {
    display: block;
    box-sizing: border-box;
    block-size: 600px;
    min-block-size: 240px;
    min-inline-size: 0;
    overflow: hidden;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_surface);
    position: relative;
  }
  .header {
    flex: none;
    display: flex;
    align-items: center;
    gap: 4px 16px;
    min-block-size: 44px;
    padding: 6px 12px 6px 16px;
    border-block-end: 1px solid var(--_border);
  }
  .name {
    display: flex;
    align-items: center;
    gap: 8px;
    min-inline-size: 0;
  }
  h2 {
    margin: 0;
    font-size: 15px;
    font-weight: 600;
  }
  .status {
    flex: none;
    color: var(--_good);
  }
  .status.failed {
    color: var(--_error);
  }
  .status.running {
    color: var(--_accent);
  }
  .facts {
    display: flex;
    flex: 1;
    align-items: baseline;
    gap: 16px;
    min-inline-size: 0;
    overflow: hidden;
    white-space: nowrap;
  }
  .errors {
    color: var(--_error);
  }
  .tools {
    display: flex;
    flex: none;
    align-items: center;
    gap: 4px;
  }
  .find {
    inline-size: 140px;
    min-block-size: 24px;
  }
  .find::-webkit-search-cancel-button {
    display: none;
  }
  .panes {
    position: relative;
    flex: 1;
    display: grid;
    grid-template-columns: var(--split, 56%) 1px minmax(0, 1fr);
    grid-template-rows: minmax(0, 1fr);
    min-block-size: 0;
  }
  .split {
    position: relative;
    background: var(--_border);
    cursor: col-resize;
    touch-action: none;
  }
  .split::after {
    content: '';
    position: absolute;
    inset: 0 -4px;
    z-index: 3;
  }
  .split:hover,
  .split:focus-visible {
    background: var(--_accent);
    outline-offset: 0;
  }
  vitrine-span {
    overflow: hidden;
  }
  .partial {
    flex: none;
    padding: 4px 16px;
    border-block-end: 1px solid var(--_border);
    color: var(--_muted);
    font-size: 12px;
  }
  .narrow .panes {
    grid-template-columns: minmax(0, 1fr);
  }
  .narrow .header {
    flex-wrap: wrap;
  }
  .narrow .name {
    flex: 1 1 0;
  }
  .narrow .find {
    inline-size: 84px;
  }
  .narrow .keys-button,
  .narrow .tools a span {
    display: none;
  }
  .narrow .facts {
    order: 3;
    flex: 1 0 100%;
  }
  .sheet {
    position: absolute;
    inset: 0;
    z-index: 4;
    background: var(--_raised);
    box-shadow: 0 0 24px rgb(0 0 0 / 18%);
    animation: vitrine-rise var(--_ease);
  }
  .whole {
    display: flex;
    flex-direction: column;
    block-size: 100%;
  }
  @keyframes vitrine-rise {
    from {
      transform: translateY(24px);
    }
  }
  .keys {
    position: fixed;
    inset: 0;
    margin: auto;
    inline-size: fit-content;
    block-size: fit-content;
    padding: 16px 20px;
    border: 1px solid var(--_border);
    border-radius: var(--_radius);
    background: var(--_raised);
    color: var(--_text);
    box-shadow: 0 8px 32px rgb(0 0 0 / 24%);
  }
  .keys dl {
    display: grid;
    grid-template-columns: auto auto;
    gap: 6px 24px;
    margin: 0;
  }
  .keys dd {
    margin: 0;
  }
  kbd {
    padding: 1px 5px;
    border: 1px solid var(--_border);
    border-radius: 4px;
    font-family: inherit;
    font-size: 12px;
  }
`,Ar=720,jr=2e3,Mr=36e5,Nr=3e4,Pr=8e3,Y=class extends w{constructor(...e){super(...e),this.connection=new it(this),this.split=new Cr(this),this.trace=new wt(this,{load:async e=>{let{client:t}=this.connection;if(t===void 0)throw Error(`There is no server.`);let n=await t.trace(this.traceId??``,e);return this.dispatchEvent(new CustomEvent(`vitrine-load`,{detail:n.trace,bubbles:!0,composed:!0})),n},refreshAfter:({trace:e})=>e.end_time===null?Date.now()-Date.parse(e.start_time)<Mr?jr:Nr:Math.abs(Date.now()-Date.parse(e.end_time))<Pr?jr/2:void 0}),this.resizes=new ResizeObserver(([e])=>{this.narrow=(e?.contentRect.width??Ar)<Ar}),this.rows=new Map,this.narrow=!1,this.sheet=!1,this.find=``,this.allSpans=!1}static{this.styles=[z,R,Wt,kr]}connectedCallback(){super.connectedCallback(),this.resizes.observe(this)}disconnectedCallback(){super.disconnectedCallback(),this.resizes.disconnect()}willUpdate(e){e.has(`traceId`)&&e.get(`traceId`)!==void 0&&(e.has(`spanId`)||(this.spanId=void 0),this.sheet=!1,this.find=``);let{client:t}=this.connection;this.trace.want(t===void 0||!this.traceId?void 0:`${t.server} ${this.traceId}`);let n=this.trace.value;if(n!==void 0){if(n!==this.rowsOf||e.has(`spanId`)){let e=n.spans.find(({id:e})=>e===this.spanId);e!==void 0&&nn(e)&&(this.allSpans=!0)}n!==this.rowsOf&&(this.rowsOf=n,this.rows=new Map([an(n),...n.spans].map(e=>[e.id,e])))}}refresh(){this.trace.refresh()}select(e){this.spanId=e;let t={id:e,trace_id:this.traceId??``};this.dispatchEvent(new CustomEvent(`vitrine-select-span`,{detail:t,bubbles:!0,composed:!0}))}async openSheet(){this.narrow&&(this.sheet=!0,await this.updateComplete,this.renderRoot.querySelector(`.close`)?.focus())}closeSheet(){this.sheet=!1,this.waterfall?.focus()}onKey(e){let t=e.composedPath()[0]instanceof HTMLInputElement,n=t?{Escape:()=>this.clearFind()}:{Escape:()=>this.sheet?this.closeSheet():this.clearFind(),"/":()=>this.findField?.focus(),"?":()=>this.keys?.togglePopover(),n:()=>this.waterfall?.selectNextError()},r=e.ctrlKey||e.metaKey||e.altKey?void 0:n[e.key];r!==void 0&&(e.key!==`Escape`||this.sheet||this.find!==``||t)&&(e.preventDefault(),e.stopPropagation(),r())}clearFind(){this.find=``,this.findField!==null&&(this.findField.value=``),this.waterfall?.focus()}toggleAllSpans(){this.allSpans=!this.allSpans;let e=this.rowsOf?.spans.find(({id:e})=>e===this.spanId);!this.allSpans&&e!==void 0&&nn(e)&&this.select(this.traceId??``)}openThread(e,t){let n=new CustomEvent(`vitrine-open-thread`,{detail:t,bubbles:!0,composed:!0,cancelable:!0});this.dispatchEvent(n)||e.preventDefault()}renderThreadLink({trace:e}){if(e.thread_id===null||this.threadHref===void 0)return x;let t={thread_id:e.thread_id,project_id:e.project_id};return v`<a
      class="button quiet"
      title="Conversation"
      href=${this.threadHref.replace(`{project_id}`,encodeURIComponent(e.project_id)).replace(`{thread_id}`,encodeURIComponent(e.thread_id))}
      @click=${e=>this.openThread(e,t)}
      >${I(L.thread)}<span>Conversation</span></a
    >`}renderTools(e){return v`<div class="tools">
      ${this.renderThreadLink(e)}
      <input
        class="field find"
        type="search"
        aria-label="Find spans"
        placeholder="Find"
        autocomplete="off"
        @input=${e=>this.find=e.target.value}
      />
      <button
        class="button quiet icon keys-button"
        title="Keys"
        aria-label="Keys"
        @click=${()=>this.keys?.togglePopover()}
      >
        ${I(L.keyboard)}
      </button>
      <vitrine-copy what="trace id" .text=${()=>e.trace.id}></vitrine-copy>
    </div>`}renderDetail(e){return v`<vitrine-span
      part="detail"
      class=${this.narrow?`sheet`:``}
      .client=${this.connection.client}
      .traceId=${this.traceId??``}
      .row=${e}
      .locale=${this.connection.locale}
    >
      ${this.narrow?v`<button slot="actions" class="button quiet icon close" aria-label="Close" @click=${this.closeSheet}>
              ${I(L.close)}
            </button>`:x}
    </vitrine-span>`}renderTrace(e){let{locale:t}=this.connection,n=this.spanId!==void 0&&this.rows.has(this.spanId)?this.spanId:e.trace.id,r={count:rn(e),shown:this.allSpans,toggle:()=>this.toggleAllSpans()};return v`<div class=${this.narrow?`whole narrow`:`whole`} @keydown=${this.onKey}>
      <div class="header" part="header">
        ${Or(e,t,()=>this.waterfall?.selectNextError(),r)}${this.renderTools(e)}
      </div>
      ${e.span_total>e.spans.length?v`<div class="partial">
              ${N(e.spans.length,t)} of ${N(e.span_total,t)} spans are shown.
            </div>`:x}
      <div class="panes" ${B({"--split":`${this.split.percent}%`})}>
        <vitrine-waterfall
          part="tree"
          .view=${e}
          .selected=${n}
          .find=${this.find}
          .all=${this.allSpans}
          .locale=${t}
          @row-select=${e=>this.select(e.detail.id)}
          @row-open=${this.openSheet}
        ></vitrine-waterfall>
        ${this.narrow?x:this.split.render()}
        ${!this.narrow||this.sheet?this.renderDetail(this.rows.get(n)):x}
      </div>
      ${Tr()}
    </div>`}render(){return this.connection.value===void 0?Ht():this.trace.value===void 0?this.trace.error===void 0?Ut(8):Vt(this.trace.error,`There is no such trace`,()=>this.trace.refresh()):this.renderTrace(this.trace.value)}};k([O(`vitrine-waterfall`)],Y.prototype,`waterfall`,void 0),k([O(`.find`)],Y.prototype,`findField`,void 0),k([O(`.keys`)],Y.prototype,`keys`,void 0),k([D()],Y.prototype,`narrow`,void 0),k([D()],Y.prototype,`sheet`,void 0),k([D()],Y.prototype,`find`,void 0),k([E()],Y.prototype,`server`,void 0),k([E({attribute:`trace-id`})],Y.prototype,`traceId`,void 0),k([E({attribute:`span-id`})],Y.prototype,`spanId`,void 0),k([E({attribute:`thread-href`})],Y.prototype,`threadHref`,void 0),k([E({type:Boolean,attribute:`all-spans`})],Y.prototype,`allSpans`,void 0),Y=k([T(`vitrine-trace`)],Y);var Fr=u`
  :host {
    display: block;
    min-inline-size: 0;
    font-size: var(--vitrine-text-size, 14px);
    line-height: var(--vitrine-line, 22px);
  }
  ol {
    margin: 0;
    padding: 0;
    list-style: none;
  }
  .column {
    max-inline-size: 720px;
    margin-inline: auto;
  }
  .turn + .turn {
    margin-block-start: 28px;
  }
  .user {
    inline-size: fit-content;
    max-inline-size: 85%;
    margin-block-end: 16px;
    margin-inline-start: auto;
    padding: 8px 14px;
    border-radius: 14px;
    border-end-end-radius: 4px;
    background: color-mix(in oklch, var(--_accent) 12%, transparent);
  }
  .failure {
    display: flex;
    gap: 8px;
    color: var(--_error);
    overflow-wrap: anywhere;
  }
  .failure svg {
    margin-block-start: 3px;
  }
  .line {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 2px 8px;
    min-block-size: 28px;
    margin-block-start: 4px;
    color: var(--_muted);
    font-size: 12px;
  }
  .line vitrine-feedback {
    display: contents;
    font-size: 13px;
  }
  .how {
    min-block-size: 24px;
    text-decoration: none;
  }
  .line a {
    line-height: 24px;
  }
  vitrine-trace {
    block-size: 440px;
    margin-block: 8px;
    animation: vitrine-unfold var(--_ease);
  }
  .earlier {
    display: block;
    margin: 0 auto 24px;
  }
  .partial {
    margin-block: 16px;
    color: var(--_muted);
    font-size: 12px;
    text-align: center;
  }
  @keyframes vitrine-unfold {
    from {
      transform: translateY(-8px);
    }
  }
`,Ir=50,Lr=2e3,X=class extends w{constructor(...e){super(...e),this.connection=new it(this),this.thread=new wt(this,{load:async e=>{let{client:t}=this.connection;if(t===void 0)throw Error(`There is no server.`);let n=await t.thread({thread_id:this.threadId??``,project_id:this.projectId,project_name:this.projectName},e);return this.dispatchEvent(new CustomEvent(`vitrine-load`,{detail:n,bubbles:!0,composed:!0})),n},refreshAfter:e=>e.turns.at(-1)?.duration===null?Lr:void 0}),this.unfolded=new Set,this.shown=Ir}static{this.styles=[z,R,Wt,Fr]}willUpdate(){let{client:e}=this.connection,t=this.projectId||this.projectName,n=e!==void 0&&this.threadId&&t;this.thread.want(n?JSON.stringify([e.server,this.threadId,t]):void 0)}refresh(){this.thread.refresh()}toggle(e){let t=new Set(this.unfolded);if(!t.delete(e.trace_id)){let n=new CustomEvent(`vitrine-open-trace`,{detail:{id:e.trace_id},bubbles:!0,composed:!0,cancelable:!0});if(!this.dispatchEvent(n))return;t.add(e.trace_id)}this.unfolded=t}renderFigures(e){let{locale:t}=this.connection;return[v`<span>${It(e.start_time,t)}</span>`,e.duration===null?void 0:F(P(e.duration,t)),e.total_tokens===null?void 0:F(Rt(e.total_tokens,t)),e.total_estimated_cost===null?void 0:F(kt(e.total_estimated_cost,!1,t))].flatMap(e=>e===void 0?[]:[v`${e}<span aria-hidden="true">·</span>`])}renderAnswer(e){return e.output===``?e.error_info===null&&e.duration===null?v`<span class="muted">Answering…</span>`:e.error_info===null?v`<span class="muted">No answer</span>`:v``:v`<vitrine-markdown
        part="assistant"
        .text=${e.output}
        .locale=${this.connection.locale}
      ></vitrine-markdown>`}renderTurn(e){let t=this.unfolded.has(e.trace_id),{error_info:n}=e;return v`<li class="turn">
      <div class="column">
        ${e.input===``?x:v`<div class="user" part="user">
                <span class="visually-hidden">User:</span>
                <vitrine-markdown .text=${e.input} .locale=${this.connection.locale}></vitrine-markdown>
              </div>`}
        <div class="assistant">
          <span class="visually-hidden">Assistant:</span>
          ${this.renderAnswer(e)}
          ${n===null?x:v`<div class="failure">
                  ${I(L.error)}<span>${n.exception_type}${n.message?`: ${n.message}`:``}</span>
                </div>`}
        </div>
        <div class="line" part="line">
          ${this.renderFigures(e)}
          <vitrine-feedback .server=${this.server} trace-id=${e.trace_id}></vitrine-feedback>
          <button class="link how" aria-expanded=${t} @click=${()=>this.toggle(e)}>
            How was this answered?
          </button>
          ${t&&this.traceHref!==void 0?v`<span aria-hidden="true">·</span>
                  <a href=${this.traceHref.replace(`{id}`,encodeURIComponent(e.trace_id))}>Open its page</a>`:x}
        </div>
      </div>
      ${t?v`<vitrine-trace part="trace" .server=${this.server} trace-id=${e.trace_id}></vitrine-trace>`:x}
    </li>`}renderThread(e){let{locale:t}=this.connection,n=Math.max(0,e.turns.length-this.shown);return v`${n>0?v`<button class="button earlier" @click=${()=>this.shown+=Ir}>
              Show earlier turns (${N(n,t)} more)
            </button>`:x}
      <ol>
        ${St(e.turns.slice(n),e=>e.trace_id,e=>this.renderTurn(e))}
      </ol>
      ${e.turn_total>e.turns.length?v`<div class="partial">
              ${N(e.turns.length,t)} of ${N(e.turn_total,t)} turns are shown.
            </div>`:x}`}render(){return this.connection.value===void 0?Ht():this.thread.value===void 0?this.thread.error===void 0?Ut(6):Vt(this.thread.error,`There is no such conversation`,()=>this.thread.refresh()):this.renderThread(this.thread.value)}};k([D()],X.prototype,`unfolded`,void 0),k([D()],X.prototype,`shown`,void 0),k([E()],X.prototype,`server`,void 0),k([E({attribute:`thread-id`})],X.prototype,`threadId`,void 0),k([E({attribute:`project-name`})],X.prototype,`projectName`,void 0),k([E({attribute:`project-id`})],X.prototype,`projectId`,void 0),k([E({attribute:`trace-href`})],X.prototype,`traceHref`,void 0),X=k([T(`vitrine-thread`)],X);var Rr=u`
  .score {
    display: inline-flex;
    align-items: center;
    gap: 4px;
    font-size: 12px;
    white-space: nowrap;
    vertical-align: middle;
  }
  .score + .score {
    margin-inline-start: 10px;
  }
  .thumb {
    display: inline-flex;
    align-items: center;
    gap: 3px;
  }
  .thumb svg {
    fill: currentColor;
    fill-opacity: 0.25;
    inline-size: 15px;
    block-size: 15px;
  }
  .thumb.up {
    color: var(--_good);
  }
  .thumb.down {
    color: var(--_error);
  }
`;function zr(e,t){let n=`const vitrine = new Vitrine({ url: '${new URL(e.server||`/`,document.baseURI).href.replace(/\/$/,``)}'${t?`, projectName: '${t.replaceAll(`'`,String.raw`\'`)}'`:``} });`;return v`<div class="state" part="empty">
    <strong>No traces yet</strong>
    <span class="muted"
      >Send the first one from your agent with @vitrine/core, or any Opik or OpenTelemetry client.</span
    >
    <span class="snippet"><code>${n}</code><vitrine-copy what="code" .text=${()=>n}></vitrine-copy></span>
  </div>`}var Br=`user_feedback`;function Vr(e){let t=Object.values(e.value_by_author??{}).map(e=>e.value),n=t.length>0?t:[e.value],r=n.filter(e=>e>=.5).length;return{up:r,down:n.length-r}}function Hr(e,t,n){return t===0?x:v`<span class="thumb ${e}" title=${n}
    >${I(at[e])}<span class="visually-hidden">thumb ${e}</span
    ><span class="number">${t>1?t:x}</span></span
  >`}function Ur(e,t){if(e.name===Br){let{up:t,down:n}=Vr(e),r=e.reason??`What people said`;return v`<span class="score">${Hr(`up`,t,r)}${Hr(`down`,n,r)}</span>`}return v`<span class="score" title=${e.reason??``}
    ><span class="muted">${e.name}</span>&nbsp;<span class="number"
      >${e.category_name??N(e.value,t,{maximumFractionDigits:2})}</span
    ></span
  >`}var Wr=2,Gr=[{name:`status`,label:`Status`,hidden:!0},{name:`time`,label:`Time`},{name:`name`,label:`Name`},{name:`preview`,label:`Input`},{name:`duration quantity`,label:`Duration`},{name:`tokens quantity`,label:`Tokens`},{name:`cost quantity`,label:`Cost`},{name:`scores`,label:`Scores`},{name:`tags`,label:`Tags`}];function Kr(e){return e.error_info===null?e.end_time===null?v`<span class="running" role="img" aria-label="Running" title="Running">${I(L.running)}</span>`:v`<span class="ok" role="img" aria-label="Finished" title="Finished">${I(L.check)}</span>`:v`<span class="failed" role="img" aria-label="Failed" title=${[e.error_info.exception_type,e.error_info.message].filter(Boolean).join(`: `)}>${I(L.error)}</span>`}function qr(e,t,n){let r=e.name||`Trace`,i=e.unpriced_span_count>0;return v`<td class="status">${Kr(e)}</td>
    <td class="time">${It(e.start_time,n)}</td>
    <td class="name" title=${r}>
      ${t===void 0?v`<span>${r}</span>`:v`<a href=${t} tabindex="-1">${r}</a>`}
    </td>
    <td class="preview" title=${e.input_preview}>
      ${e.input_preview||v`<span class="muted">–</span>`}${e.output_preview?v`<span class="answer">${e.output_preview}</span>`:x}
    </td>
    <td class="duration quantity">
      ${e.end_time===null?v`<span class="muted">running</span>`:F(P(e.duration,n))}
    </td>
    <td class="tokens quantity">${F(Rt(e.total_tokens,n))}</td>
    <td class="cost quantity">${F(kt(e.total_estimated_cost,i,n))}</td>
    <td class="scores">${e.feedback_scores.slice(0,Wr).map(e=>Ur(e,n))}</td>
    <td class="tags">${e.tags.map(e=>v`<span class="tag">${e}</span>`)}</td>`}var Jr=u`
  :host {
    display: block;
    min-inline-size: 0;
    container-type: inline-size;
  }
  .bar {
    display: flex;
    flex-wrap: wrap;
    align-items: center;
    gap: 8px;
    margin-block-end: 8px;
  }
  .search {
    position: relative;
    flex: 1 1 180px;
    max-inline-size: 360px;
    color: var(--_muted);
  }
  .search svg {
    position: absolute;
    inset-block-start: 6px;
    inset-inline-start: 8px;
    pointer-events: none;
  }
  .search .field {
    inline-size: 100%;
    padding-inline-start: 30px;
    color: var(--_text);
  }
  select.field {
    padding-inline: 6px 2px;
    background: var(--_surface);
    color: var(--_text);
  }
  .space {
    flex: 1;
  }
  .count {
    font-size: 12px;
  }
  table {
    inline-size: 100%;
    table-layout: fixed;
    border-collapse: collapse;
  }
  table[aria-busy='true'] tbody {
    opacity: 0.6;
    transition: opacity 120ms linear 200ms;
  }
  th {
    block-size: 24px;
    padding: 0 8px;
    border-block-end: 1px solid var(--_border);
    color: var(--_muted);
    font-size: var(--_small);
    font-weight: 400;
    text-align: start;
    white-space: nowrap;
  }
  td {
    block-size: var(--_row);
    padding: 0 8px;
    border-block-end: 1px solid color-mix(in oklch, var(--_border) 55%, transparent);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  th.quantity,
  td.quantity {
    text-align: end;
    font-size: 12px;
  }
  th.quantity {
    font-size: var(--_small);
  }
  tbody tr {
    cursor: pointer;
  }
  tbody tr:hover {
    background: var(--_hover);
  }
  tbody tr:focus-visible {
    outline-offset: -2px;
    border-radius: var(--_radius);
  }
  .status {
    inline-size: 32px;
  }
  td.status {
    padding-inline: 8px 0;
    text-overflow: clip;
  }
  td.status svg {
    inline-size: 14px;
    block-size: 14px;
  }
  .ok {
    color: var(--_good);
  }
  .failed {
    color: var(--_error);
  }
  .running {
    color: var(--_accent);
  }
  .time {
    inline-size: 104px;
    color: var(--_muted);
  }
  .name {
    inline-size: 15%;
  }
  td.name a {
    color: inherit;
    font-weight: 500;
    text-decoration: none;
  }
  td.name span {
    font-weight: 500;
  }
  .duration {
    inline-size: 80px;
  }
  .tokens {
    inline-size: 88px;
  }
  .cost {
    inline-size: 84px;
  }
  .scores {
    inline-size: 108px;
  }
  td.scores {
    text-overflow: clip;
  }
  .tags {
    inline-size: 11%;
  }
  .tag {
    display: inline-block;
    margin-inline-end: 4px;
    padding: 0 6px;
    border: 1px solid var(--_border);
    border-radius: 9px;
    vertical-align: middle;
    font-size: var(--_small);
    line-height: 16px;
  }
  .answer::before {
    content: ' → ';
  }
  .answer {
    color: var(--_muted);
  }
  @container (inline-size < 1000px) {
    .tags {
      display: none;
    }
  }
  @container (inline-size < 820px) {
    .scores,
    .tokens {
      display: none;
    }
    .name {
      inline-size: 26%;
    }
  }
  @container (inline-size < 560px) {
    .cost,
    th.name,
    td.name {
      display: none;
    }
    .time {
      inline-size: 88px;
    }
    .duration {
      inline-size: 72px;
    }
    td,
    th {
      padding-inline: 6px;
    }
    .space {
      display: none;
    }
    .search {
      max-inline-size: none;
    }
  }
`,Yr=250,Xr=5e3,Zr=36e5,Qr=[[`Any time`,0],[`Last hour`,1],[`Last 24 hours`,24],[`Last 7 days`,168],[`Last 30 days`,720]],Z=class extends w{constructor(...e){super(...e),this.connection=new it(this),this.page=new wt(this,{load:e=>{let{client:t}=this.connection;if(t===void 0)throw Error(`There is no server.`);return t.traces(this.query,e)},refreshAfter:()=>this.live&&this.cursors.length===0?Xr:void 0,keep:!0}),this.search=``,this.hours=0,this.cursors=[],this.focused=0,this.pageSize=25,this.live=!1}static{this.styles=[z,R,Wt,Rr,Jr]}disconnectedCallback(){super.disconnectedCallback(),clearTimeout(this.searchTimer)}willUpdate(e){[`projectName`,`projectId`,`threadId`,`search`,`hours`,`pageSize`].some(t=>e.has(t))&&(this.cursors=[],this.focused=0);let{client:t}=this.connection,{from_time:n,...r}=this.query;this.page.want(t===void 0?void 0:JSON.stringify([t.server,r,this.hours])),e.has(`live`)&&e.get(`live`)!==void 0&&this.page.refresh()}refresh(){this.page.refresh()}focusSearch(){this.searchField?.focus()}get query(){return{project_id:this.projectId,project_name:this.projectName,thread_id:this.threadId,search:this.search,from_time:this.hours===0?void 0:new Date(Date.now()-this.hours*Zr).toISOString(),cursor:this.cursors.at(-1),limit:this.pageSize}}hrefOf(e){return this.traceHref?.replace(`{id}`,encodeURIComponent(e.id))}open(e,t){let{ctrlKey:n,metaKey:r,shiftKey:i}=t,a=t.composedPath().some(e=>e instanceof HTMLAnchorElement);if(a&&(n||r||i))return;let o={id:e.id},s=new CustomEvent(`vitrine-open-trace`,{detail:o,bubbles:!0,composed:!0,cancelable:!0});this.dispatchEvent(s)?!a&&this.hrefOf(e)!==void 0&&t.currentTarget.querySelector(`td.name a`)?.click():t.preventDefault()}onSearch(e){let{value:t}=e.target;clearTimeout(this.searchTimer),this.searchTimer=setTimeout(()=>this.search=t.trim(),Yr)}clearSearch(){clearTimeout(this.searchTimer),this.search=``,this.hours=0,this.searchField!==null&&(this.searchField.value=``),this.searchField?.focus()}onKey(e){let t=e.composedPath()[0],n=t instanceof HTMLInputElement||t instanceof HTMLSelectElement;if(!(e.ctrlKey||e.metaKey||e.altKey)){if(e.key===`/`&&!n)this.focusSearch();else if(e.key===`Escape`&&n&&this.search!==``)this.clearSearch();else return;e.preventDefault()}}onRowKey(e,t,n){if(e.target!==e.currentTarget)return;let r=(this.page.value?.traces.length??1)-1,i={ArrowDown:Math.min(r,t+1),ArrowUp:Math.max(0,t-1),Home:0,End:r};e.key===`Enter`&&this.open(n,e);let a=i[e.key];a!==void 0&&(e.preventDefault(),this.focused=a,this.renderRoot.querySelectorAll(`tbody tr`)[a]?.focus())}turnPage(e){this.cursors=e,this.focused=0}renderPaging(e){let{locale:t}=this.connection,n=this.cursors.length*this.pageSize+1,r=n+e.traces.length-1,i=`${N(e.total,t)}${e.total_exact?``:`+`}`;return v`<span class="count muted number" role="status"
        >${e.traces.length===0?``:`${N(n,t)}–${N(r,t)} of ${i}`}</span
      >
      <button
        class="button icon"
        aria-label="Newer"
        title="Newer"
        ?disabled=${this.cursors.length===0}
        @click=${()=>this.turnPage(this.cursors.slice(0,-1))}
      >
        ${I(L.newer)}
      </button>
      <button
        class="button icon"
        aria-label="Older"
        title="Older"
        ?disabled=${e.next_cursor===null}
        @click=${()=>this.turnPage([...this.cursors,e.next_cursor??``])}
      >
        ${I(L.older)}
      </button>`}renderBar(e){return v`<div class="bar" part="bar">
      <div class="search">
        ${I(L.search)}
        <input
          class="field"
          type="search"
          aria-label="Search traces"
          placeholder="Search"
          autocomplete="off"
          @input=${this.onSearch}
        />
      </div>
      <select
        class="field"
        aria-label="Time range"
        @change=${e=>this.hours=Number(e.target.value)}
      >
        ${Qr.map(([e,t])=>v`<option value=${t} ?selected=${t===this.hours}>${e}</option>`)}
      </select>
      <span class="space"></span>
      ${e===void 0?x:this.renderPaging(e)}
      <button class="button icon" aria-label="Refresh" title="Refresh" @click=${this.refresh}>
        ${I(L.refresh)}
      </button>
    </div>`}renderTable(e){return v`<table part="table" aria-label="Traces" aria-busy=${this.page.loading}>
      <thead>
        <tr>
          ${Gr.map(e=>v`<th class=${e.name} scope="col">
                ${`hidden`in e?v`<span class="visually-hidden">${e.label}</span>`:e.label}
              </th>`)}
        </tr>
      </thead>
      <tbody>
        ${St(e.traces,e=>e.id,(e,t)=>v`<tr
              tabindex=${t===this.focused?0:-1}
              @click=${t=>this.open(e,t)}
              @focus=${()=>this.focused=t}
              @keydown=${n=>this.onRowKey(n,t,e)}
            >
              ${qr(e,this.hrefOf(e),this.connection.locale)}
            </tr>`)}
      </tbody>
    </table>`}renderNothing(){let{client:e}=this.connection;if(e!==void 0&&this.search===``&&this.hours===0&&this.cursors.length===0)return zr(e,this.projectName);let t=Qr.find(([,e])=>e===this.hours&&e>0)?.[0].toLowerCase();return v`<div class="state" part="empty">
      <strong
        >No trace
        matches${this.search===``?``:` “${this.search}”`}${t===void 0?``:` in the ${t}`}</strong
      >
      <button class="button" @click=${this.clearSearch}>Show all traces</button>
    </div>`}renderContent(e){return this.page.error===void 0?e===void 0?Ut(10):e.traces.length===0?this.renderNothing():this.renderTable(e):Vt(this.page.error,`There is no such project`,()=>this.page.refresh())}render(){if(this.connection.value===void 0)return Ht();let e=this.page.value;return v`<div @keydown=${this.onKey}>${this.renderBar(e)}${this.renderContent(e)}</div>`}};k([O(`.search input`)],Z.prototype,`searchField`,void 0),k([D()],Z.prototype,`search`,void 0),k([D()],Z.prototype,`hours`,void 0),k([D()],Z.prototype,`cursors`,void 0),k([D()],Z.prototype,`focused`,void 0),k([E()],Z.prototype,`server`,void 0),k([E({attribute:`project-name`})],Z.prototype,`projectName`,void 0),k([E({attribute:`project-id`})],Z.prototype,`projectId`,void 0),k([E({attribute:`thread-id`})],Z.prototype,`threadId`,void 0),k([E({attribute:`trace-href`})],Z.prototype,`traceHref`,void 0),k([E({type:Number,attribute:`page-size`})],Z.prototype,`pageSize`,void 0),k([E({type:Boolean})],Z.prototype,`live`,void 0),Z=k([T(`vitrine-traces`)],Z);var Q={projects:`./`,traces:e=>`projects/${encodeURIComponent(e)}/traces`,trace:`traces/{id}`,thread:`projects/{project_id}/threads/{thread_id}`},$r=[[/^(?:projects\/?)?$/,()=>({page:`projects`})],[/^projects\/([^/]+)(?:\/traces)?\/?$/,([e=``])=>({page:`traces`,projectId:e})],[/^projects\/([^/]+)\/threads\/([^/]+)$/,([e=``,t=``])=>({page:`thread`,projectId:e,threadId:t})],[/^traces\/([^/]+)\/?$/,([e=``])=>({page:`trace`,traceId:e})]];function ei(e){for(let[t,n]of $r){let r=t.exec(e);if(r!==null)try{return n(r.slice(1).map(decodeURIComponent))}catch{return{page:`unknown`}}}return{page:`unknown`}}var $=new URL(`.`,document.baseURI).pathname;function ti(){return ei(location.pathname.startsWith($)?location.pathname.slice($.length):``)}var ni=class{constructor(e){this.route=ti(),this.follow=()=>{this.route=ti(),this.host.requestUpdate()},this.onClick=e=>{if(e.defaultPrevented||e.button!==0||e.ctrlKey||e.metaKey||e.shiftKey||e.altKey)return;let t=e.composedPath().find(e=>e instanceof HTMLAnchorElement);t===void 0||t.target!==``||t.hasAttribute(`download`)||t.origin===location.origin&&t.pathname.startsWith($)&&(e.preventDefault(),t.href!==location.href&&history.pushState(null,``,t.href),scrollTo(0,0),this.follow())},this.host=e,e.addController(this)}hostConnected(){document.addEventListener(`click`,this.onClick),addEventListener(`popstate`,this.follow)}hostDisconnected(){document.removeEventListener(`click`,this.onClick),removeEventListener(`popstate`,this.follow)}},ri=u`
  :host {
    --border: light-dark(oklch(91% 0.005 260), oklch(30% 0.012 260));
    --text: light-dark(oklch(24% 0.015 260), oklch(93% 0.005 260));
    --muted: light-dark(oklch(50% 0.015 260), oklch(70% 0.012 260));
    --error: light-dark(oklch(54% 0.19 27), oklch(70% 0.16 27));
    --accent: light-dark(oklch(52% 0.17 262), oklch(74% 0.13 262));
    display: block;
    container-type: inline-size;
  }
  table {
    inline-size: 100%;
    table-layout: fixed;
    border-collapse: collapse;
  }
  th {
    block-size: 24px;
    padding: 0 8px;
    border-block-end: 1px solid var(--border);
    color: var(--muted);
    font-size: 11px;
    font-weight: 400;
    text-align: start;
  }
  td {
    block-size: 34px;
    padding: 0 8px;
    border-block-end: 1px solid color-mix(in oklch, var(--border) 55%, transparent);
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  tbody tr {
    position: relative;
  }
  tbody tr:hover {
    background: color-mix(in oklch, var(--text) 5%, transparent);
  }
  .quantity {
    inline-size: 112px;
    text-align: end;
    font-variant-numeric: tabular-nums;
  }
  a {
    color: inherit;
    font-weight: 500;
    text-decoration: none;
  }
  a::after {
    content: '';
    position: absolute;
    inset: 0;
  }
  a:focus-visible {
    outline: none;
  }
  tr:has(a:focus-visible) {
    outline: 2px solid var(--accent);
    outline-offset: -2px;
  }
  .muted {
    color: var(--muted);
  }
  .error {
    color: var(--error);
  }
  .state {
    padding: 48px 16px;
    text-align: center;
  }
  button {
    min-block-size: 28px;
    margin-inline-start: 8px;
    padding-inline: 12px;
    border: 1px solid var(--border);
    border-radius: 6px;
    background: none;
    color: inherit;
    font: inherit;
    cursor: pointer;
  }
  .visually-hidden {
    position: absolute;
    inline-size: 1px;
    block-size: 1px;
    overflow: hidden;
    clip-path: inset(50%);
  }
  @container (inline-size < 640px) {
    .quantity {
      inline-size: 72px;
    }
    .cost,
    .errors {
      display: none;
    }
  }
`,ii=class extends w{static{this.styles=ri}connectedCallback(){super.connectedCallback(),this.load()}async load(){this.failure=void 0;try{({projects:this.projects}=await new r($).projects())}catch(e){this.failure=e instanceof Error?e.message:String(e)}}renderProject(e){let{last_trace_at:t}=e;return v`<tr>
      <td><a href=${Q.traces(e.id)} title=${e.description??``}>${e.name}</a></td>
      <td class="quantity">
        ${e.trace_count===0?v`<span class="muted">–</span>`:N(e.trace_count)}
      </td>
      <td class="quantity errors">
        ${e.error_count===0?v`<span class="muted">–</span>`:v`<span class="error">${N(e.error_count)}</span>`}
      </td>
      <td class="quantity cost">${Mt(kt(e.total_estimated_cost))}</td>
      <td class="quantity muted">${t===null?`never`:Pt(t,Date.now())}</td>
    </tr>`}render(){return this.failure===void 0?this.projects===void 0?x:v`<table>
      <thead>
        <tr>
          <th scope="col">Project</th>
          <th scope="col" class="quantity">Traces, 30 d</th>
          <th scope="col" class="quantity errors">Errors</th>
          <th scope="col" class="quantity cost">Cost</th>
          <th scope="col" class="quantity">Last trace</th>
        </tr>
      </thead>
      <tbody>
        ${this.projects.map(e=>this.renderProject(e))}
      </tbody>
    </table>`:v`<div class="state" role="alert">
        ${this.failure}<button @click=${()=>void this.load()}>Try again</button>
      </div>`}};k([D()],ii.prototype,`projects`,void 0),k([D()],ii.prototype,`failure`,void 0),ii=k([T(`vitrine-projects`)],ii);var ai=class{constructor(e){this.names=new Map,this.asked=new Set,this.host=e,e.addController(this)}hostDisconnected(){this.asked.clear()}get(e){return this.names.get(e)}want(e){this.names.has(e)||this.asked.has(e)||(this.asked.add(e),new r($).projects().then(({projects:e})=>{for(let t of e)this.names.set(t.id,t.name);this.host.requestUpdate()},()=>void 0))}},oi=u`
  :host {
    --border: light-dark(oklch(91% 0.005 260), oklch(30% 0.012 260));
    --text: light-dark(oklch(24% 0.015 260), oklch(93% 0.005 260));
    --muted: light-dark(oklch(50% 0.015 260), oklch(70% 0.012 260));
    --accent: light-dark(oklch(52% 0.17 262), oklch(74% 0.13 262));
    --hover: color-mix(in oklch, var(--text) 5%, transparent);
    display: grid;
    grid-template: 48px minmax(0, 1fr) / 184px minmax(0, 1fr);
    block-size: 100dvh;
    color: var(--text);
    font-size: 13px;
    line-height: 20px;
  }
  :focus-visible {
    outline: 2px solid var(--accent);
    outline-offset: 2px;
    border-radius: 4px;
  }
  nav {
    grid-row: 1 / -1;
    display: flex;
    flex-direction: column;
    gap: 2px;
    padding: 0 8px;
    border-inline-end: 1px solid var(--border);
    overflow-y: auto;
  }
  .brand {
    display: flex;
    align-items: center;
    gap: 8px;
    flex: none;
    block-size: 48px;
    padding-inline: 8px;
    color: inherit;
    font-size: 14px;
    font-weight: 650;
    letter-spacing: -0.01em;
    text-decoration: none;
  }
  .brand svg {
    color: var(--accent);
  }
  .section {
    padding: 12px 8px 4px;
    color: var(--muted);
    font-size: 11px;
    overflow: hidden;
    text-overflow: ellipsis;
    white-space: nowrap;
  }
  .item {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 28px;
    padding-inline: 8px;
    border-radius: 6px;
    color: var(--muted);
    text-decoration: none;
  }
  .item:hover {
    background: var(--hover);
    color: var(--text);
  }
  .item[aria-current] {
    background: color-mix(in oklch, var(--accent) 11%, transparent);
    color: var(--text);
  }
  svg {
    flex: none;
    inline-size: 16px;
    block-size: 16px;
    fill: none;
    stroke: currentColor;
    stroke-width: 1.4;
    stroke-linecap: round;
    stroke-linejoin: round;
  }
  header {
    display: flex;
    align-items: center;
    gap: 12px;
    min-inline-size: 0;
    padding-inline: 24px;
    border-block-end: 1px solid var(--border);
  }
  .crumbs {
    display: flex;
    flex: 1;
    align-items: center;
    gap: 8px;
    min-inline-size: 0;
    white-space: nowrap;
  }
  .crumbs a {
    color: var(--muted);
    text-decoration: none;
    overflow: hidden;
    text-overflow: ellipsis;
  }
  .crumbs a:hover {
    color: var(--text);
  }
  .crumbs span {
    color: var(--border);
  }
  h1 {
    margin: 0;
    overflow: hidden;
    text-overflow: ellipsis;
    font-size: 13px;
    font-weight: 600;
    line-height: 20px;
  }
  .live {
    display: inline-flex;
    align-items: center;
    gap: 6px;
    flex: none;
    min-block-size: 24px;
    color: var(--muted);
    cursor: pointer;
  }
  .live input {
    margin: 0;
    accent-color: var(--accent);
  }
  main {
    min-inline-size: 0;
    overflow: auto;
    padding: 16px 24px 24px;
  }
  main.full {
    display: flex;
    padding: 0;
    overflow: hidden;
  }
  vitrine-trace {
    flex: 1;
    block-size: 100%;
    border: 0;
    border-radius: 0;
  }
  .unknown {
    padding: 64px 16px;
    text-align: center;
  }
  .unknown a {
    color: var(--accent);
  }
  @media (max-width: 719px) {
    :host {
      grid-template: 44px 44px minmax(0, 1fr) / minmax(0, 1fr);
    }
    nav {
      grid-row: auto;
      flex-direction: row;
      align-items: center;
      padding: 0 12px;
      border-inline-end: 0;
      border-block-end: 1px solid var(--border);
      overflow: auto hidden;
    }
    .brand {
      margin-inline-end: auto;
    }
    .section {
      display: none;
    }
    header {
      padding-inline: 20px;
    }
    main {
      padding: 12px 16px;
    }
  }
`,si={brand:y`<rect x="2" y="2" width="12" height="12" rx="3"/><path d="M4.5 5.5h5M6.5 8h5M5.5 10.5h4"/>`,projects:y`<path d="M2 4.5A1.5 1.5 0 0 1 3.5 3h2.7l1.5 1.8h4.8A1.5 1.5 0 0 1 14 6.3v5.2a1.5 1.5 0 0 1-1.5 1.5h-9A1.5 1.5 0 0 1 2 11.5z"/>`,traces:y`<path d="M2.5 4h8M5 8h8.5M7 12h5"/>`},ci=class extends w{constructor(...e){super(...e),this.router=new ni(this),this.names=new ai(this),this.live=!1,this.path=location.pathname,this.onKey=e=>{let t=e.composedPath()[0],n=t instanceof Element&&t.matches(`input, textarea, select`);e.key!==`/`||e.defaultPrevented||n||e.ctrlKey||e.metaKey||this.traces!==null&&(e.preventDefault(),this.traces.focusSearch())}}static{this.styles=oi}connectedCallback(){super.connectedCallback(),document.addEventListener(`keydown`,this.onKey)}disconnectedCallback(){super.disconnectedCallback(),document.removeEventListener(`keydown`,this.onKey)}willUpdate(){location.pathname!==this.path&&(this.path=location.pathname,this.shown=void 0),this.projectId!==void 0&&this.names.want(this.projectId)}updated(e){document.title=[this.heading,this.projectName,`Vitrine`].filter(Boolean).join(` · `)}get projectId(){let{route:e}=this.router;return`projectId`in e?e.projectId:this.shown?.projectId}get projectName(){return this.shown?.projectName??(this.projectId===void 0?void 0:this.names.get(this.projectId))}get heading(){let{route:e}=this.router;return{projects:`Projects`,traces:`Traces`,trace:this.shown?.title??`Trace`,thread:`Conversation`,unknown:`Not found`}[e.page]}onLoad(e){let t=e.detail,n=`name`in t?t.name||`Trace`:`Conversation`;this.shown={projectId:t.project_id,projectName:t.project_name,title:n}}renderItem(e,t,n,r){return v`<a class="item" href=${e} aria-current=${r?`page`:x}>
      <svg viewBox="0 0 16 16" aria-hidden="true">${t}</svg>${n}
    </a>`}renderRail(){let{page:e}=this.router.route,{projectId:t}=this;return v`<nav aria-label="Main">
      <a class="brand" href=${Q.projects}
        ><svg viewBox="0 0 16 16" aria-hidden="true">${si.brand}</svg>Vitrine</a
      >
      ${this.renderItem(Q.projects,si.projects,`Projects`,e===`projects`)}
      ${t===void 0?x:v`<div class="section">${this.projectName??``}</div>
              ${this.renderItem(Q.traces(t),si.traces,`Traces`,e!==`projects`)}`}
    </nav>`}renderHeader(){let{page:e}=this.router.route,{projectId:t}=this,n=v`<a href=${Q.traces(t??``)}>${this.projectName??`Project`}</a><span>/</span>`;return v`<header>
      <div class="crumbs">
        ${t===void 0?x:n}
        <h1>${e===`trace`?`Trace`:this.heading}</h1>
      </div>
      ${e===`traces`?v`<label class="live">
              <input
                type="checkbox"
                .checked=${this.live}
                @change=${e=>this.live=e.target.checked}
              />Live</label
            >`:x}
    </header>`}renderPage(){let{route:e}=this.router;switch(e.page){case`projects`:return v`<vitrine-projects></vitrine-projects>`;case`traces`:return v`<vitrine-traces
          project-id=${e.projectId}
          trace-href=${Q.trace}
          page-size="50"
          ?live=${this.live}
        ></vitrine-traces>`;case`trace`:return v`<vitrine-trace
          trace-id=${e.traceId}
          thread-href=${Q.thread}
          @vitrine-load=${this.onLoad}
        ></vitrine-trace>`;case`thread`:return v`<vitrine-thread
          project-id=${e.projectId}
          thread-id=${e.threadId}
          trace-href=${Q.trace}
          @vitrine-load=${this.onThreadLoad}
        ></vitrine-thread>`;default:return v`<div class="unknown">There is no such page. <a href=${Q.projects}>All projects</a></div>`}}onThreadLoad(e){`turns`in e.detail&&this.onLoad(e)}render(){let e=this.router.route.page===`trace`;return v`<vitrine-provider server=${$}>
      ${this.renderRail()}${this.renderHeader()}
      <main class=${e?`full`:``}>${this.renderPage()}</main>
    </vitrine-provider>`}};k([O(`vitrine-traces`)],ci.prototype,`traces`,void 0),k([D()],ci.prototype,`shown`,void 0),k([D()],ci.prototype,`live`,void 0),ci=k([T(`vitrine-admin`)],ci);