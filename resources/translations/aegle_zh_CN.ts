<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
    <context>
        <name>aegle</name>
        <message>
            <location filename="../../app/domain/cine.py" />
            <source>rate the file recommends</source>
            <translation>文件建议的帧率</translation>
        </message>
        <message>
            <location filename="../../app/domain/cine.py" />
            <source>frame times of the file</source>
            <translation>文件中的各帧时间</translation>
        </message>
        <message>
            <location filename="../../app/domain/cine.py" />
            <source>cine rate of the file</source>
            <translation>文件中的电影帧率</translation>
        </message>
        <message>
            <location filename="../../app/domain/cine.py" />
            <source>frame time of the file</source>
            <translation>文件中的帧时间</translation>
        </message>
        <message>
            <location filename="../../app/domain/cine.py" />
            <source>the file states no rate</source>
            <translation>文件未说明帧率</translation>
        </message>
        <message>
            <location filename="../../app/domain/cine.py" />
            <source>at the pace it was taken</source>
            <translation>按采集时的速度</translation>
        </message>
        <message>
            <location filename="../../app/domain/cine.py" />
            <source>{n} times as fast as it was taken</source>
            <translation>为采集速度的 {n} 倍</translation>
        </message>
        <message>
            <location filename="../../app/domain/cine.py" />
            <source>as chosen</source>
            <translation>按所选</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/charts.py" />
            <source>ROC curve</source>
            <translation>ROC 曲线</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/charts.py" />
            <source>False positive rate (1 - specificity)</source>
            <translation>假阳性率（1 − 特异度）</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/charts.py" />
            <source>Sensitivity</source>
            <translation>灵敏度</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/charts.py" />
            <source>How many with the disease are found, against how many without it are alarmed. The dashed line is chance.</source>
            <translation>找出的患者比例与误报的非患者比例之间的关系。虚线为随机水平。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/charts.py" />
            <source>Precision and recall</source>
            <translation>精确率与召回率</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/charts.py" />
            <source>Sensitivity (recall)</source>
            <translation>灵敏度（召回率）</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/charts.py" />
            <source>Precision (PPV)</source>
            <translation>精确率（阳性预测值）</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/charts.py" />
            <source>Of those the model calls ill, how many are, at every sensitivity. The dashed line is chance.</source>
            <translation>在每一灵敏度下，模型判为患病者中真正患病的比例。虚线为随机水平。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/charts.py" />
            <source>Reliability</source>
            <translation>可靠性</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/charts.py" />
            <source>Probability the model gave</source>
            <translation>模型给出的概率</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/charts.py" />
            <source>Share that had it</source>
            <translation>实际发生的比例</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/charts.py" />
            <source>On the dashed line probabilities mean what they say; below it the model promises too much.</source>
            <translation>落在虚线上时，概率名副其实；低于虚线则模型过于自信。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/charts.py" />
            <source>Decision curve</source>
            <translation>决策曲线</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/charts.py" />
            <source>Probability from which one would act</source>
            <translation>采取行动的概率阈值</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/charts.py" />
            <source>Net benefit</source>
            <translation>净获益</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/charts.py" />
            <source>act for nobody</source>
            <translation>对任何人都不行动</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/charts.py" />
            <source>act for everyone</source>
            <translation>对所有人都行动</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/charts.py" />
            <source>act by the model</source>
            <translation>按模型行动</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/charts.py" />
            <source>True cases found for each patient, less false alarms at the odds of the threshold. The model is worth using where its line is the highest.</source>
            <translation>平均每位患者找出的真阳性，减去按阈值赔率折算的误报。模型曲线最高之处才值得使用。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/charts.py" />
            <source>Estimated and measured values</source>
            <translation>估计值与实测值</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/charts.py" />
            <source>Estimated (mean of a group of cases)</source>
            <translation>估计值（一组病例的均值）</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/charts.py" />
            <source>Measured (mean of the same cases)</source>
            <translation>实测值（同组病例的均值）</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/charts.py" />
            <source>Errors</source>
            <translation>误差</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/charts.py" />
            <source>Estimated less measured</source>
            <translation>估计值减实测值</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/charts.py" />
            <source>Overlap of each case</source>
            <translation>各病例的重叠度</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/charts.py" />
            <source>Dice (1 is best)</source>
            <translation>Dice（1 为最佳）</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/charts.py" />
            <source>Cases</source>
            <translation>例数</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/charts.py" />
            <source>This model less the plain one ("{name}")</source>
            <translation>本模型减去简单模型（“{name}”）</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/charts.py" />
            <source>Difference with 95 % interval</source>
            <translation>差值及 95% 区间</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/charts.py" />
            <source>Measured on the same patients. An interval that crosses the dashed line may be chance.</source>
            <translation>在相同患者上测得。区间跨过虚线时可能只是偶然。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/charts.py" />
            <source>{column}: {group}</source>
            <translation>{column}：{group}</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/charts.py" />
            <source>Groups of patients</source>
            <translation>患者分组</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/charts.py" />
            <source>The dashed line is the figure of all patients.</source>
            <translation>虚线为全体患者的指标。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/charts.py" />
            <source>Held-out parts one by one</source>
            <translation>逐个留出部分</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/charts.py" />
            <source>Held-out part</source>
            <translation>留出部分</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/charts.py" />
            <source>Parts that differ much mean that the figure hangs on who is asked.</source>
            <translation>各部分相差很大，说明指标取决于所测的是哪些患者。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Title: that a prediction model was developed, for whom and what</source>
            <translation>标题：说明开发了预测模型、面向何人、预测何事</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Summary of the study</source>
            <translation>研究摘要</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Medical context, and why the model is wanted</source>
            <translation>医学背景以及为何需要该模型</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Whom it is for, where in care, and who uses it</source>
            <translation>面向哪些患者、用于诊疗的哪个环节、由谁使用</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Known inequalities between groups of people</source>
            <translation>已知的人群间不平等</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Aim: development, evaluation, or both</source>
            <translation>目的：开发、评价或两者兼有</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Development, with internal validation.</source>
            <translation>开发，并作内部验证。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Where the data come from, and whether they stand for the patients it is meant for</source>
            <translation>数据来源，以及是否能代表目标患者</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>From when to when patients were seen</source>
            <translation>患者就诊的起止日期</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Setting: kind, number and place of centres</source>
            <translation>场所：中心的类型、数量和地点</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Which patients were taken in</source>
            <translation>纳入哪些患者</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Treatments received, and how they were dealt with</source>
            <translation>接受的治疗及其处理方式</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>How data were prepared, also for groups of people</source>
            <translation>数据如何准备（包括不同人群）</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>What is predicted, and over which time</source>
            <translation>预测什么结局、时间范围多长</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Who judged the outcome, with which training</source>
            <translation>结局由谁判定、其资质如何</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Whether the judges knew the predictors</source>
            <translation>判定者是否知晓预测因子</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>How predictors were chosen beforehand</source>
            <translation>预测因子如何事先选定</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>How and when predictors were measured</source>
            <translation>预测因子如何、何时测量</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Who judged predictors, with which training</source>
            <translation>预测因子由谁判定、其资质如何</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>How large the study is, and why</source>
            <translation>样本量及其依据</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>How missing values were dealt with</source>
            <translation>缺失值如何处理</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>How data were divided</source>
            <translation>数据如何划分</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>How predictors were transformed</source>
            <translation>预测因子如何变换</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Kind of model, how it was built, and how settings were chosen</source>
            <translation>模型类型、构建过程和参数选择</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Differences between clusters such as hospitals</source>
            <translation>医院等群组之间的差异</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Measures of performance</source>
            <translation>性能指标</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Updating of the model</source>
            <translation>模型更新</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Not applicable: nothing was updated.</source>
            <translation>不适用：未作更新。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>How predictions are computed where it is evaluated</source>
            <translation>评价时如何计算预测</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Imbalance of classes</source>
            <translation>类别不平衡</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Fairness: what was done and measured</source>
            <translation>公平性：采取的措施和测量</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>What the model puts out, and how thresholds were chosen</source>
            <translation>模型输出什么、阈值如何选定</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Differences between data of development and evaluation</source>
            <translation>开发数据与评价数据的差异</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Approval by an ethics committee, consent</source>
            <translation>伦理审批与知情同意</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Funding</source>
            <translation>经费来源</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Conflicts of interest</source>
            <translation>利益冲突</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Protocol</source>
            <translation>研究方案</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Registration of the study</source>
            <translation>研究注册</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Whether the data can be had</source>
            <translation>数据是否可获取</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Whether the code can be had</source>
            <translation>代码是否可获取</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Part of patients and public in the study</source>
            <translation>患者和公众的参与</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Flow of patients</source>
            <translation>患者流程</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Characteristics of patients</source>
            <translation>患者特征</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Numbers of patients and events in each analysis</source>
            <translation>各分析的患者数和事件数</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>The whole model</source>
            <translation>完整模型</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>The package holds the whole model with its preparation (ONNX).</source>
            <translation>模型包含有完整模型及其预处理（ONNX）。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Performance with intervals, also in groups</source>
            <translation>性能及区间（包括分组）</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Differences of performance between clusters</source>
            <translation>群组之间的性能差异</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Results of updating</source>
            <translation>更新的结果</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>What the results mean, also for fairness and beside other studies</source>
            <translation>结果的意义，包括公平性以及与其他研究的比较</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Limitations</source>
            <translation>局限性</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Input that is poor or missing when it is used</source>
            <translation>使用时输入质量差或缺失</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>What users must know and do</source>
            <translation>使用者须知与须做之事</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Not for: {what}</source>
            <translation>不用于：{what}</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Next steps, and where it may hold</source>
            <translation>后续步骤及适用范围</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Development of {name}</source>
            <translation>{name} 的开发</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Development of {name}: a model that predicts {target}</source>
            <translation>{name} 的开发：预测 {target} 的模型</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Fitted on training patients only and kept inside the model. Left out: {names}.</source>
            <translation>只在训练患者上拟合，并保存在模型内部。排除：{names}。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Fitted on training patients only and kept inside the model. No column was left out.</source>
            <translation>只在训练患者上拟合，并保存在模型内部。未排除任何列。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>The column "{target}": {classes}.</source>
            <translation>列“{target}”：{classes}。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>The column "{target}".</source>
            <translation>列“{target}”。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>The structures painted in the masks.</source>
            <translation>掩膜中勾画的结构。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>The input itself: nothing is predicted.</source>
            <translation>输入本身：不预测任何结局。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>All {n} inputs that were given and not left out: {names}.</source>
            <translation>所提供且未被排除的全部 {n} 个输入：{names}。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>{patients} patients, {rare} in the rarest class, {inputs} inputs. The size was what there was.</source>
            <translation>{patients} 名患者，最少的类别 {rare} 名，{inputs} 个输入。样本量取决于现有数据。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>{patients} patients, {inputs} inputs. The size was what there was.</source>
            <translation>{patients} 名患者，{inputs} 个输入。样本量取决于现有数据。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Numbers: the training median with an indicator; categories: a class of their own.</source>
            <translation>数值：训练集中位数并附缺失指示；类别：单列一类。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>In time: what is not measured is told apart from what is, with the gap since the last value.</source>
            <translation>时间序列：区分已测与未测，并附距上次测量的间隔。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Cases without the input were left out.</source>
            <translation>缺少该输入的病例被排除。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Skewed numbers by logarithm, then mean 0 and deviation 1; categories one by one.</source>
            <translation>偏态数值取对数，再化为均值 0、标准差 1；类别逐一编码。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>As the card's input specification says; the same in training and in use.</source>
            <translation>按卡片的输入规格；训练与使用时相同。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>{network}; {settings}; seed {seed}.</source>
            <translation>{network}；{settings}；随机种子 {seed}。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Each value of "{column}" was held out in turn.</source>
            <translation>依次留出“{column}”的每个取值。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>{names}; 95 % intervals from 2,000 draws of patients.</source>
            <translation>{names}；95% 区间来自 2,000 次对患者的重抽样。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>By ONNX Runtime from the exported graph; largest difference to training {difference}.</source>
            <translation>由 ONNX Runtime 按导出的计算图计算；与训练的最大差异 {difference}。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Not applicable: no classes.</source>
            <translation>不适用：没有类别。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Classes: {cases}. Cases were not resampled; splits keep the shares.</source>
            <translation>类别：{cases}。未作重采样；划分保持各类比例。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Measured in groups by: {names}.</source>
            <translation>按以下分组测量：{names}。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Calibrated probabilities; decided at {threshold} for {positive} (share in the data {share}).</source>
            <translation>校准后的概率；达到 {threshold} 时判为 {positive}（数据中的比例 {share}）。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Calibrated probabilities of each class; the likeliest is named.</source>
            <translation>各类别校准后的概率；给出最可能的类别。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>A value with its interval.</source>
            <translation>数值及其区间。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>A probability for each question.</source>
            <translation>每个问题一个概率。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>A class for each pixel.</source>
            <translation>每个像素一个类别。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>A few numbers for each case, and how unlike the training cases it is.</source>
            <translation>每个病例若干数字，以及它与训练病例的差异程度。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Both come from the same source; other places and times are still to be tried.</source>
            <translation>两者来源相同；尚待在其他地点和时间检验。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>{made_with}; recipe {recipe}, seed {seed}: the same data give the same model.</source>
            <translation>{made_with}；配方 {recipe}，随机种子 {seed}：相同的数据得到相同的模型。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>{given} cases given, {left} left out, {used} used of {patients} patients.</source>
            <translation>提供 {given} 例，排除 {left} 例，使用 {used} 例，来自 {patients} 名患者。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Ranges and categories of every input stand on the card.</source>
            <translation>各输入的范围和类别见卡片。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Learned from {train} rows, measured on {test}.</source>
            <translation>在 {train} 行上学习，在 {test} 行上测量。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>{name} {value} ({low} to {high}); the others stand in the table.</source>
            <translation>{name} {value}（{low} 至 {high}）；其余见表。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>{name} in {n} held-out parts: {low} to {high}.</source>
            <translation>{n} 个留出部分的{name}：{low} 至 {high}。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Missing values are read as such; values outside the training range are marked where it is used.</source>
            <translation>缺失值按缺失读取；使用时超出训练范围的值会被标出。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Input that does not fit the card is refused with the reason.</source>
            <translation>与卡片不符的输入会被拒绝并说明原因。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>How images were acquired: devices, protocols</source>
            <translation>图像如何采集：设备、方案</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>How images were prepared</source>
            <translation>图像如何准备</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Resampled to the card's size; grey values by a fixed window.</source>
            <translation>重采样到卡片规定的尺寸；灰度按固定窗口。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>How they were made anonymous</source>
            <translation>如何匿名化</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Training saw pixels and answers, and no names or numbers.</source>
            <translation>训练只见像素和答案，不见姓名和编号。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Reference standard, and why it was chosen</source>
            <translation>参考标准及其选择理由</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Who annotated, with which experience and tools</source>
            <translation>由谁标注、经验和工具如何</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Agreement between annotators</source>
            <translation>标注者之间的一致性</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>The network, layer by layer</source>
            <translation>网络的逐层结构</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>The package holds the graph; the card names the network.</source>
            <translation>模型包含有计算图；卡片注明网络。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>How weights were initialised</source>
            <translation>权重如何初始化</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>How it was trained: augmentation, loss, optimiser, stopping</source>
            <translation>如何训练：数据增强、损失、优化器、停止条件</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Robustness and sensitivity</source>
            <translation>稳健性与敏感性</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>How its answers can be explained</source>
            <translation>答案如何解释</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>By what changes the answer when it is taken away.</source>
            <translation>看去掉什么会改变答案。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Cases it failed on, and why</source>
            <translation>失败的病例及原因</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Yes.</source>
            <translation>是。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>No.</source>
            <translation>否。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Were the right sources of data used?</source>
            <translation>数据来源是否恰当？</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Were the right patients taken in and left out?</source>
            <translation>患者的纳入和排除是否恰当？</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Were predictors measured in the same way for everybody?</source>
            <translation>预测因子对每个人的测量方式是否相同？</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Were predictors judged without knowing the outcome?</source>
            <translation>判定预测因子时是否不知结局？</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Are all predictors known when the model is asked?</source>
            <translation>使用模型时所有预测因子是否已知？</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Was the outcome judged well and in the same way for everybody?</source>
            <translation>结局的判定是否恰当且对每个人相同？</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Was the outcome judged without the predictors?</source>
            <translation>判定结局时是否未用预测因子？</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Was the time between predictors and outcome right?</source>
            <translation>预测因子与结局之间的时间间隔是否恰当？</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Are there enough patients with the outcome?</source>
            <translation>发生结局的患者是否足够？</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>{n} in the rarest class, {each} for each input.</source>
            <translation>最少的类别 {n} 例，每个输入 {each} 例。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Were missing values dealt with rightly?</source>
            <translation>缺失值处理是否恰当？</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Were all patients analysed?</source>
            <translation>是否分析了所有患者？</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Was choosing among inputs and settings part of the validation?</source>
            <translation>输入和参数的选择是否包含在验证之内？</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Were both discrimination and calibration measured?</source>
            <translation>是否同时测量了区分度和校准度？</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Not applicable.</source>
            <translation>不适用。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Was optimism accounted for?</source>
            <translation>是否考虑了过度乐观？</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>No: measured on the rows it learned from.</source>
            <translation>否：在其学习过的行上测量。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Yes: every figure is of patients the model had not seen.</source>
            <translation>是：所有指标均来自模型未见过的患者。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Was leakage looked for?</source>
            <translation>是否检查了信息泄漏？</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Yes. Suspects named: {n}.</source>
            <translation>是。列出的可疑之处：{n}。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Was it compared with a plain model?</source>
            <translation>是否与简单模型比较？</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>Was fairness between groups looked at?</source>
            <translation>是否考察了人群间的公平性？</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/checklist.py" />
            <source>In doubt for: {names}.</source>
            <translation>存疑：{names}。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/explained.py" />
            <source>Each kind of data as a whole</source>
            <translation>每种数据整体</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/explained.py" />
            <source>Where the network looks (class activation map)</source>
            <translation>网络所看之处（类激活图）</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/explained.py" />
            <source>What each place adds (integrated gradients)</source>
            <translation>各处的贡献（积分梯度）</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/explained.py" />
            <source>Each place covered in turn</source>
            <translation>依次遮住各处</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/explained.py" />
            <source>Atoms of the molecule</source>
            <translation>分子中的原子</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/explained.py" />
            <source>Bases of the sequence</source>
            <translation>序列中的碱基</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/explained.py" />
            <source>Words of the report</source>
            <translation>报告中的词语</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/explained.py" />
            <source>Moments and variables of the course</source>
            <translation>病程中的时段与变量</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/explained.py" />
            <source>Values of the table</source>
            <translation>表中的数值</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/explained.py" />
            <source>Variants of the genome</source>
            <translation>基因组变异</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/explained.py" />
            <source>Genes by their expression</source>
            <translation>基因表达</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/explained.py" />
            <source>Exact: the model adds its inputs up, and each bar is what one of them adds to the answer (in log-odds, or in the unit of the value).</source>
            <translation>精确：模型把各项输入相加，每一条就是该输入对答案的贡献（对数比值，或数值的单位）。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/explained.py" />
            <source>Found by asking: typical values are turned into this patient's own one after the other, in many orders, and each bar is the mean change at its turn (sampled Shapley values, in log-odds or in the unit of the value).</source>
            <translation>通过询问模型得到：按多种顺序把典型值逐一换成该患者的值，每一条是轮到它时的平均变化（抽样 Shapley 值；对数比值，或数值的单位）。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/explained.py" />
            <source>The network's own map, put out by the exported model: what each place adds in its last layer. It is coarse: a place stands for all that its layer saw around it.</source>
            <translation>网络自身给出的图，由导出的模型输出：各处在最后一层的贡献。它较粗：每一处代表该层在其周围看到的全部内容。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/explained.py" />
            <source>The gradient along each place, added up on the way from an evenly grey picture to this one; taken by differences in the exported model.</source>
            <translation>从均匀灰色图像到此图像的路径上，各处梯度的累加；由导出的模型通过差分求得。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/explained.py" />
            <source>Each place is made as bright as the picture's mean and the model asked again; the colour is how far the answer moved.</source>
            <translation>把每一处依次换成图像的平均亮度，再询问模型；颜色表示答案变动的大小。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/explained.py" />
            <source>Each kind of data is taken away altogether and the model asked again.</source>
            <translation>把每一类数据整体去掉，再询问模型。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/explained.py" />
            <source>Each part is hidden in turn and the model asked again; the colour or bar is how far the answer moved.</source>
            <translation>依次隐藏每个部分，再询问模型；颜色或条形表示答案变动的大小。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/explained.py" />
            <source>It shows what this model's answer hangs on: not what causes a disease, and not that the answer is right. Parts that count only together look smaller than they are.</source>
            <translation>它显示该模型的答案取决于什么：不是病因，也不说明答案正确。只有共同出现才起作用的部分，看起来会比实际小。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/explained.py" />
            <source>The drawings are withheld: what they would name does not hold.</source>
            <translation>不显示图示：它们所指的内容经检验不成立。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/explained.py" />
            <source>Red moves the answer towards “{name}”, blue away from it.</source>
            <translation>红色使答案趋向“{name}”，蓝色使其远离。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/explained.py" />
            <source>Red moves the answer up, blue down.</source>
            <translation>红色使答案升高，蓝色使其降低。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/explained.py" />
            <source>There are too few parts to test whether this holds.</source>
            <translation>部分太少，无法检验其是否成立。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/explained.py" />
            <source>Tested on this case: hiding what is named first moves the answer by {named}, hiding parts at random by {chance}; it was ahead of {beaten} of {n} random orders.</source>
            <translation>已在此病例上检验：先隐藏所指的部分，答案变动 {named}；随机隐藏则变动 {chance}；在 {n} 种随机顺序中胜过 {beaten} 种。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/explained.py" />
            <source>Tested on this case, it does not hold: hiding what is named first moves the answer by {named}, hiding parts at random by {chance}; it was ahead of only {beaten} of {n} random orders.</source>
            <translation>已在此病例上检验，结果不成立：先隐藏所指的部分，答案变动 {named}；随机隐藏则变动 {chance}；在 {n} 种随机顺序中仅胜过 {beaten} 种。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/explained.py" />
            <source>The places add up to {sum}; the whole way from grey to this picture is {whole}.</source>
            <translation>各处相加为 {sum}；从灰色到此图像的总变化为 {whole}。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/explained.py" />
            <source>{input}: {instead} instead of {given}</source>
            <translation>{input}：{given} 改为 {instead}</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/explained.py" />
            <source>{input}: {instead} instead of nothing</source>
            <translation>{input}：{instead}（原为空）</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/names.py" />
            <source>Area under the ROC curve</source>
            <translation>ROC 曲线下面积</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/names.py" />
            <source>Accuracy</source>
            <translation>准确率</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/names.py" />
            <source>Balanced accuracy</source>
            <translation>平衡准确率</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/names.py" />
            <source>Specificity</source>
            <translation>特异度</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/names.py" />
            <source>Positive predictive value</source>
            <translation>阳性预测值</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/names.py" />
            <source>Negative predictive value</source>
            <translation>阴性预测值</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/names.py" />
            <source>F1 score</source>
            <translation>F1 值</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/names.py" />
            <source>F1 score, mean over classes</source>
            <translation>F1 值（各类别平均）</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/names.py" />
            <source>Area under the ROC curve, mean over classes</source>
            <translation>ROC 曲线下面积（各类别平均）</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/names.py" />
            <source>Brier score (0 is best)</source>
            <translation>Brier 评分（0 为最佳）</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/names.py" />
            <source>Log loss (0 is best)</source>
            <translation>对数损失（0 为最佳）</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/names.py" />
            <source>Expected calibration error (0 is best)</source>
            <translation>期望校准误差（0 为最佳）</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/names.py" />
            <source>Calibration slope (1 is best)</source>
            <translation>校准斜率（1 为最佳）</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/names.py" />
            <source>Calibration intercept (0 is best)</source>
            <translation>校准截距（0 为最佳）</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/names.py" />
            <source>Prevalence</source>
            <translation>患病比例</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/names.py" />
            <source>Matthews correlation</source>
            <translation>马修斯相关系数</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/names.py" />
            <source>Average precision</source>
            <translation>平均精确率</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/names.py" />
            <source>Root mean squared error (0 is best)</source>
            <translation>均方根误差（0 最佳）</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/names.py" />
            <source>Mean absolute error (0 is best)</source>
            <translation>平均绝对误差（0 最佳）</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/names.py" />
            <source>Share of the spread explained (R²)</source>
            <translation>可解释的变异比例（R²）</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/names.py" />
            <source>Correlation</source>
            <translation>相关系数</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/names.py" />
            <source>Dice</source>
            <translation>Dice 系数</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/names.py" />
            <source>Intersection over union</source>
            <translation>交并比</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/names.py" />
            <source>Precision of pixels</source>
            <translation>像素精确率</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/names.py" />
            <source>Recall of pixels</source>
            <translation>像素召回率</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/names.py" />
            <source>Share of the spread explained</source>
            <translation>可解释的变异比例</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/names.py" />
            <source>Reconstruction error (0 is best)</source>
            <translation>重建误差（0 最佳）</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/names.py" />
            <source>Logistic regression</source>
            <translation>逻辑回归</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/names.py" />
            <source>Small neural network</source>
            <translation>小型神经网络</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/names.py" />
            <source>Chosen inside the training patients</source>
            <translation>在训练患者内自动选择</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/names.py" />
            <source>Linear regression</source>
            <translation>线性回归</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/names.py" />
            <source>Gradient-boosted trees</source>
            <translation>梯度提升树</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/names.py" />
            <source>Random forest</source>
            <translation>随机森林</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/names.py" />
            <source>Mean of several models</source>
            <translation>多个模型的平均</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/names.py" />
            <source>Recurrent network</source>
            <translation>循环网络</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/names.py" />
            <source>Convolutional network</source>
            <translation>卷积网络</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/names.py" />
            <source>Support vectors</source>
            <translation>支持向量</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/names.py" />
            <source>Message passing on atoms and bonds</source>
            <translation>原子与键上的消息传递</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/names.py" />
            <source>U-Net</source>
            <translation>U-Net</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/names.py" />
            <source>Autoencoder</source>
            <translation>自编码器</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/names.py" />
            <source>A tower for each kind of data, weighed by gates</source>
            <translation>每种数据一座塔，由门控加权</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>{network}  ·  {made_with}  ·  {made_at}</source>
            <translation>{network}  ·  {made_with}  ·  {made_at}</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>{n} of {total} questions of TRIPOD+AI, CLAIM and PROBAST+AI are still to be answered by you: they stand in red below.</source>
            <translation>TRIPOD+AI、CLAIM 和 PROBAST+AI 的 {total} 个问题中还有 {n} 个需要您回答：下文以红色标出。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>What it is for</source>
            <translation>用途</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>Measured</source>
            <translation>测量结果</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>In brackets: 95 % intervals, from 2,000 draws of patients.</source>
            <translation>括号内：95% 区间，来自 2,000 次对患者的重抽样。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>This model</source>
            <translation>本模型</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>Difference to {name}</source>
            <translation>与 {name} 之差</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>The commonest class</source>
            <translation>最常见的类别</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>The mean</source>
            <translation>均值</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>Nothing painted</source>
            <translation>不勾画</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>At training</source>
            <translation>训练时</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>Plain: {name}</source>
            <translation>简单模型：{name}</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>fewer than {n}</source>
            <translation>少于 {n}</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>Decisions</source>
            <translation>判定</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>In truth ↓, decided →</source>
            <translation>真实 ↓，判定 →</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>When it should not decide</source>
            <translation>何时不应判定</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>Sets of classes that hold the true one for {wanted} of each class's patients: measured {measured} ({covered}). One class alone is named for {single} of patients; for {rest} the evidence is not enough to decide.</source>
            <translation>类别集合应对每类 {wanted} 的患者包含真实类别：实测 {measured}（{covered}）。{single} 的患者只给出一个类别；{rest} 的患者证据不足，无法判定。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>Group</source>
            <translation>分组</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>Patients</source>
            <translation>患者</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>Learned from</source>
            <translation>学习自</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>What it reads</source>
            <translation>读取的内容</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>Input</source>
            <translation>输入</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>Kind</source>
            <translation>类型</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>Unit</source>
            <translation>单位</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>Range or categories</source>
            <translation>范围或类别</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>{n} left out: no answer, too rare a class, or unreadable</source>
            <translation>排除 {n} 例：没有答案、类别过少或无法读取</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>Given: {n} cases</source>
            <translation>提供：{n} 例</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>Used: {n} cases of {patients} patients</source>
            <translation>使用：{n} 例，来自 {patients} 名患者</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>Used: {n} cases</source>
            <translation>使用：{n} 例</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>Divided {n} times by patient: each part held out once</source>
            <translation>按患者划分 {n} 次：每部分留出一次</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>Divided {n} times: each part held out once</source>
            <translation>划分 {n} 次：每部分留出一次</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>Measured on {test} cases the model had not seen; learned from up to {train}</source>
            <translation>在模型未见过的 {test} 例上测量；最多在 {train} 例上学习</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>Measured on the {test} cases it learned from: a teaching example</source>
            <translation>在其学习过的 {test} 例上测量：教学示例</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>Cases of each class: {counts}</source>
            <translation>各类别的例数：{counts}</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>category</source>
            <translation>类别</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>number</source>
            <translation>数值</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>not stated</source>
            <translation>未注明</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>What may give the answer away</source>
            <translation>可能泄漏答案之处</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>Column</source>
            <translation>列</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>Evidence</source>
            <translation>证据</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>What was done</source>
            <translation>如何处理</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>Columns that were left out</source>
            <translation>未使用的列</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>Why</source>
            <translation>原因</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>(rows)</source>
            <translation>（行）</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>How it was made</source>
            <translation>如何制成</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>Recipe and network</source>
            <translation>配方与网络</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>Settings</source>
            <translation>设置</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>Seed</source>
            <translation>随机种子</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>Made with</source>
            <translation>制作工具</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>Made at</source>
            <translation>生成时间</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>Time taken</source>
            <translation>用时</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>SHA-256 of the model</source>
            <translation>模型的 SHA-256</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>torch and ONNX Runtime {runtime} were asked about {rows} rows: the largest difference of an answer was {difference}, and every decision was the same.</source>
            <translation>对 {rows} 行同时询问 torch 和 ONNX Runtime {runtime}：答案的最大差异为 {difference}，所有判定一致。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>Limits</source>
            <translation>局限</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>What {guideline} asks</source>
            <translation>{guideline} 的问题</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>{n} of {total} answered.</source>
            <translation>已回答 {n}/{total}。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>To be answered by you.</source>
            <translation>待您回答。</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>Item</source>
            <translation>项目</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>Question</source>
            <translation>问题</translation>
        </message>
        <message>
            <location filename="../../app/domain/evaluation/paper.py" />
            <source>Answer</source>
            <translation>答案</translation>
        </message>
        <message>
            <location filename="../../app/domain/figures.py" />
            <source>No probability was given.</source>
            <translation>未给出概率。</translation>
        </message>
        <message>
            <location filename="../../app/domain/figures.py" />
            <source>of 1000 such patients fewer than 1</source>
            <translation>1000 位此类患者中不到 1 位</translation>
        </message>
        <message>
            <location filename="../../app/domain/figures.py" />
            <source>of 1000 such patients more than 999</source>
            <translation>1000 位此类患者中超过 999 位</translation>
        </message>
        <message>
            <location filename="../../app/domain/figures.py" />
            <source>of 100 such patients about {n}</source>
            <translation>100 位此类患者中约 {n} 位</translation>
        </message>
        <message>
            <location filename="../../app/domain/figures.py" />
            <source>of 1000 such patients about {n}</source>
            <translation>1000 位此类患者中约 {n} 位</translation>
        </message>
        <message>
            <location filename="../../app/domain/measurement.py" />
            <source>Length</source>
            <translation>长度</translation>
        </message>
        <message>
            <location filename="../../app/domain/measurement.py" />
            <source>Angle</source>
            <translation>角度</translation>
        </message>
        <message>
            <location filename="../../app/domain/measurement.py" />
            <source>Cobb angle</source>
            <translation>Cobb 角</translation>
        </message>
        <message>
            <location filename="../../app/domain/measurement.py" />
            <source>Two diameters</source>
            <translation>双径</translation>
        </message>
        <message>
            <location filename="../../app/domain/measurement.py" />
            <source>Ellipse</source>
            <translation>椭圆</translation>
        </message>
        <message>
            <location filename="../../app/domain/measurement.py" />
            <source>Rectangle</source>
            <translation>矩形</translation>
        </message>
        <message>
            <location filename="../../app/domain/measurement.py" />
            <source>Polygon</source>
            <translation>多边形</translation>
        </message>
        <message>
            <location filename="../../app/domain/measurement.py" />
            <source>Freehand outline</source>
            <translation>手绘轮廓</translation>
        </message>
        <message>
            <location filename="../../app/domain/measurement.py" />
            <source>Point value</source>
            <translation>点值</translation>
        </message>
        <message>
            <location filename="../../app/domain/measurement.py" />
            <source>Long axis</source>
            <translation>长径</translation>
        </message>
        <message>
            <location filename="../../app/domain/measurement.py" />
            <source>Short axis</source>
            <translation>短径</translation>
        </message>
        <message>
            <location filename="../../app/domain/measurement.py" />
            <source>Area</source>
            <translation>面积</translation>
        </message>
        <message>
            <location filename="../../app/domain/measurement.py" />
            <source>Volume</source>
            <translation>体积</translation>
        </message>
        <message>
            <location filename="../../app/domain/measurement.py" />
            <source>Pixels</source>
            <translation>像素数</translation>
        </message>
        <message>
            <location filename="../../app/domain/measurement.py" />
            <source>Mean</source>
            <translation>平均值</translation>
        </message>
        <message>
            <location filename="../../app/domain/measurement.py" />
            <source>Standard deviation</source>
            <translation>标准差</translation>
        </message>
        <message>
            <location filename="../../app/domain/measurement.py" />
            <source>Minimum</source>
            <translation>最小值</translation>
        </message>
        <message>
            <location filename="../../app/domain/measurement.py" />
            <source>Maximum</source>
            <translation>最大值</translation>
        </message>
        <message>
            <location filename="../../app/domain/measurement.py" />
            <source>Value</source>
            <translation>值</translation>
        </message>
        <message>
            <location filename="../../app/domain/measurement.py" />
            <source>Millimetres in the patient (Pixel Spacing)</source>
            <translation>患者体内的毫米数（Pixel Spacing）</translation>
        </message>
        <message>
            <location filename="../../app/domain/measurement.py" />
            <source>Calibrated by the sender (Pixel Spacing)</source>
            <translation>由发送方校准（Pixel Spacing）</translation>
        </message>
        <message>
            <location filename="../../app/domain/measurement.py" />
            <source>At the detector, not in the patient: true lengths are shorter (Imager Pixel Spacing)</source>
            <translation>探测器平面上的长度，而非患者体内：真实长度更短（Imager Pixel Spacing）</translation>
        </message>
        <message>
            <location filename="../../app/domain/measurement.py" />
            <source>At the detector, divided by the estimated magnification</source>
            <translation>探测器平面上的长度除以估计的放大倍数</translation>
        </message>
        <message>
            <location filename="../../app/domain/measurement.py" />
            <source>On the scanned film (Nominal Scanned Pixel Spacing)</source>
            <translation>扫描胶片上的长度（Nominal Scanned Pixel Spacing）</translation>
        </message>
        <message>
            <location filename="../../app/domain/measurement.py" />
            <source>Calibrated by the ultrasound region</source>
            <translation>由超声区域校准</translation>
        </message>
        <message>
            <location filename="../../app/domain/measurement.py" />
            <source>Reconstructed from voxels: millimetres in the patient, on a plane cut through the volume</source>
            <translation>由体素重建：患者体内的毫米数，在切过体积的平面上测得</translation>
        </message>
        <message>
            <location filename="../../app/domain/measurement.py" />
            <source>The file states no size: lengths are in pixels</source>
            <translation>文件未说明像素大小：长度以像素计</translation>
        </message>
        <message>
            <location filename="../../app/features/cohort_table.py" />
            <source>There is no recipe "{name}".</source>
            <translation>没有名为“{name}”的配方。</translation>
        </message>
        <message>
            <location filename="../../app/features/cohort_table.py" />
            <source>The recipes are: {names}.</source>
            <translation>可用的配方：{names}。</translation>
        </message>
        <message>
            <location filename="../../app/features/cohort_table.py" />
            <source>The table has {n} columns to read; this recipe reads at most {most}.</source>
            <translation>表格有 {n} 列可读；此配方最多读取 {most} 列。</translation>
        </message>
        <message>
            <location filename="../../app/features/cohort_table.py" />
            <source>Genes and other measurements by the thousand: aegle train genome_phenotype --expression, which chooses among them inside the training patients.</source>
            <translation>基因等成千上万的测量值请用：aegle train genome_phenotype --expression，它只在训练患者内挑选。</translation>
        </message>
        <message>
            <location filename="../../app/features/cohort_table.py" />
            <source>No column is left to learn from.</source>
            <translation>没有可供学习的列。</translation>
        </message>
        <message>
            <location filename="../../app/features/cohort_table.py" />
            <source>Every column is the target, constant, an identifier, a date or free text. Add columns with findings.</source>
            <translation>所有列都是目标、恒定值、标识、日期或自由文本。请添加含有检查结果的列。</translation>
        </message>
        <message>
            <location filename="../../app/features/cohort_table.py" />
            <source>The rows of one patient were kept together by the column "{column}".</source>
            <translation>按“{column}”列把同一患者的各行放在一起。</translation>
        </message>
        <message>
            <location filename="../../app/features/cohort_table.py" />
            <source>Left out by the person who trained it.</source>
            <translation>由训练者排除。</translation>
        </message>
        <message>
            <location filename="../../app/features/cohort_table.py" />
            <source>Kept, because: "{reason}".</source>
            <translation>已保留，理由：“{reason}”。</translation>
        </message>
        <message>
            <location filename="../../app/features/cohort_table.py" />
            <source>The table has no column "{column}".</source>
            <translation>表格中没有“{column}”列。</translation>
        </message>
        <message>
            <location filename="../../app/features/cohort_table.py" />
            <source>Its columns are: {columns}.</source>
            <translation>表格的列为：{columns}。</translation>
        </message>
        <message>
            <location filename="../../app/features/cohort_table.py" />
            <source>The column "{column}" cannot be the target and left out at once.</source>
            <translation>“{column}”列不能既是目标又不使用。</translation>
        </message>
        <message>
            <location filename="../../app/features/cohort_table.py" />
            <source>Choose another target, or do not leave this column out.</source>
            <translation>请选择其他目标，或不要排除该列。</translation>
        </message>
        <message>
            <location filename="../../app/features/cohort_table.py" />
            <source>No column was named as the answer.</source>
            <translation>没有指定答案所在的列。</translation>
        </message>
        <message>
            <location filename="../../app/features/cohort_table.py" />
            <source>Name it with --target, or choose it in the wizard.</source>
            <translation>请用 --target 指定，或在向导中选择。</translation>
        </message>
        <message>
            <location filename="../../app/features/cohort_table.py" />
            <source>The column "{column}" holds no numbers to learn.</source>
            <translation>列“{column}”中没有可学习的数值。</translation>
        </message>
        <message>
            <location filename="../../app/features/cohort_table.py" />
            <source>Choose a column with measured values, or ask for classes.</source>
            <translation>请选择含测量值的列，或改为学习类别。</translation>
        </message>
        <message>
            <location filename="../../app/features/cohort_table.py" />
            <source>The target column "{column}" holds only one value.</source>
            <translation>目标列“{column}”只有一个取值。</translation>
        </message>
        <message>
            <location filename="../../app/features/cohort_table.py" />
            <source>There is nothing to be estimated where every patient has the same.</source>
            <translation>所有患者的值都相同，没有可估计的内容。</translation>
        </message>
        <message>
            <location filename="../../app/features/cohort_table.py" />
            <source>A model learns to tell classes apart: the table needs patients of at least two.</source>
            <translation>模型学习的是区分类别：表格至少需要两类患者。</translation>
        </message>
        <message>
            <location filename="../../app/features/cohort_table.py" />
            <source>{n} rows without a value in "{column}" were left out.</source>
            <translation>“{column}”没有取值的 {n} 行未使用。</translation>
        </message>
        <message>
            <location filename="../../app/features/cohort_table.py" />
            <source>The target column "{column}" holds {n} different values.</source>
            <translation>目标列“{column}”有 {n} 个不同取值。</translation>
        </message>
        <message>
            <location filename="../../app/features/cohort_table.py" />
            <source>It looks like a measurement or a name, not a diagnosis. Choose a column that names a few classes.</source>
            <translation>它像是测量值或名称，而不是诊断。请选择只有少数类别的列。</translation>
        </message>
        <message>
            <location filename="../../app/features/cohort_table.py" />
            <source>The class "{name}" has fewer than {n} patients; its rows were left out.</source>
            <translation>类别“{name}”的患者少于 {n} 位，其各行未使用。</translation>
        </message>
        <message>
            <location filename="../../app/features/cohort_table.py" />
            <source>Only one class is left to learn.</source>
            <translation>只剩一个类别可学习。</translation>
        </message>
        <message>
            <location filename="../../app/features/cohort_table.py" />
            <source>The class "{name}" has {n} patients; at least {minimum} are needed.</source>
            <translation>类别“{name}”有 {n} 位患者，至少需要 {minimum} 位。</translation>
        </message>
        <message>
            <location filename="../../app/features/cohort_table.py" />
            <source>Add patients of this class, merge it with another, or leave its rows out of the table.</source>
            <translation>请增加该类别的患者，与其他类别合并，或从表格中去掉这些行。</translation>
        </message>
        <message>
            <location filename="../../app/features/cohort_table.py" />
            <source>There are {n} patients; at least {minimum} are needed.</source>
            <translation>共有 {n} 名患者；至少需要 {minimum} 名。</translation>
        </message>
        <message>
            <location filename="../../app/features/cohort_table.py" />
            <source>From so few nothing can be learned that holds for others. Add patients.</source>
            <translation>病例太少，学到的内容对其他患者不成立。请增加患者。</translation>
        </message>
        <message>
            <location filename="../../app/features/cohort_table.py" />
            <source>It repeats the column "{column}".</source>
            <translation>与“{column}”列重复。</translation>
        </message>
        <message>
            <location filename="../../app/features/cohort_table.py" />
            <source>It is empty.</source>
            <translation>为空。</translation>
        </message>
        <message>
            <location filename="../../app/features/cohort_table.py" />
            <source>It holds the same value in every row.</source>
            <translation>每行取值都相同。</translation>
        </message>
        <message>
            <location filename="../../app/features/cohort_table.py" />
            <source>It is a date, and dates do not come back: give an age or a number of days instead.</source>
            <translation>这是日期，而日期不会重现：请改用年龄或天数。</translation>
        </message>
        <message>
            <location filename="../../app/features/cohort_table.py" />
            <source>It is free text, which this recipe does not read.</source>
            <translation>这是自由文本，该配方不读取。</translation>
        </message>
        <message>
            <location filename="../../app/features/cohort_table.py" />
            <source>Nearly every row holds another value: it names the patient or the row.</source>
            <translation>几乎每行取值都不同：它标识的是患者或行。</translation>
        </message>
        <message>
            <location filename="../../app/features/cohort_table.py" />
            <source>{n} cells of "{column}" hold no number and count as missing.</source>
            <translation>“{column}”中有 {n} 个单元格不是数值，按缺失处理。</translation>
        </message>
        <message>
            <location filename="../../app/features/cohort_table.py" />
            <source>In "{column}", {codes} was read as missing.</source>
            <translation>在“{column}”中，{codes} 按缺失处理。</translation>
        </message>
        <message>
            <location filename="../../app/features/cohort_table.py" />
            <source>In "{column}", 0 may stand for "not measured": check it.</source>
            <translation>在“{column}”中，0 可能表示“未测”：请核对。</translation>
        </message>
        <message>
            <location filename="../../app/features/cohort_table.py" />
            <source>"{column}" is empty in {percent} % of rows.</source>
            <translation>“{column}”在 {percent}% 的行中为空。</translation>
        </message>
        <message>
            <location filename="../../app/features/feeds.py" />
            <source>The model reads {kind}, which was not given.</source>
            <translation>模型需要读取 {kind}，但没有提供。</translation>
        </message>
        <message>
            <location filename="../../app/features/feeds.py" />
            <source>Give what it learned from: its card says what that was.</source>
            <translation>请提供它学习时所用的数据：模型卡上有说明。</translation>
        </message>
        <message>
            <location filename="../../app/features/genome.py" />
            <source>"{letter}" in a sequence stands for no base.</source>
            <translation>序列中的“{letter}”不代表任何碱基。</translation>
        </message>
        <message>
            <location filename="../../app/features/genome.py" />
            <source>Sequences are written in A, C, G, T and IUPAC's letters for several (N, R, Y …).</source>
            <translation>序列用 A、C、G、T 以及 IUPAC 兼并碱基字母（N、R、Y 等）书写。</translation>
        </message>
        <message>
            <location filename="../../app/features/molecule.py" />
            <source>"{smiles}" cannot be read as a molecule.</source>
            <translation>“{smiles}”不能读作分子。</translation>
        </message>
        <message>
            <location filename="../../app/features/molecule.py" />
            <source>"{smiles}" has more than {n} heavy atoms.</source>
            <translation>“{smiles}”的重原子超过 {n} 个。</translation>
        </message>
        <message>
            <location filename="../../app/features/molecule.py" />
            <source>Correct the SMILES, or leave its row out.</source>
            <translation>请改正该 SMILES，或去掉这一行。</translation>
        </message>
        <message>
            <location filename="../../app/features/preparing.py" />
            <source>{codes} stands for "not known".</source>
            <translation>{codes} 表示“未知”。</translation>
        </message>
        <message>
            <location filename="../../app/features/preparing.py" />
            <source>{n} of {total} are missing.</source>
            <translation>{total} 个中缺失 {n} 个。</translation>
        </message>
        <message>
            <location filename="../../app/features/preparing.py" />
            <source>Missing: the median of the training patients, and an indicator that it was missing</source>
            <translation>缺失：用训练患者的中位数，并附缺失指示</translation>
        </message>
        <message>
            <location filename="../../app/features/preparing.py" />
            <source>{n} lie far off the others ({low} to {high}): look whether they were mistyped.</source>
            <translation>{n} 个值远离其他值（{low} 至 {high}）：请查看是否录入错误。</translation>
        </message>
        <message>
            <location filename="../../app/features/preparing.py" />
            <source>Logarithm of the value plus {offset}</source>
            <translation>（值 + {offset}）取对数</translation>
        </message>
        <message>
            <location filename="../../app/features/preparing.py" />
            <source>Long right tail (skewness {s}).</source>
            <translation>右侧长尾（偏度 {s}）。</translation>
        </message>
        <message>
            <location filename="../../app/features/preparing.py" />
            <source>Few whole numbers: they may be codes.</source>
            <translation>只有少数几个整数：可能是代码。</translation>
        </message>
        <message>
            <location filename="../../app/features/preparing.py" />
            <source>Mean 0, deviation 1</source>
            <translation>化为均值 0、标准差 1</translation>
        </message>
        <message>
            <location filename="../../app/features/preparing.py" />
            <source>{n} different words.</source>
            <translation>{n} 个不同的词。</translation>
        </message>
        <message>
            <location filename="../../app/features/preparing.py" />
            <source>{n} are met in fewer than 10 cases: they are pooled, or left aside.</source>
            <translation>{n} 个词出现不足 10 例：合并或忽略。</translation>
        </message>
        <message>
            <location filename="../../app/features/preparing.py" />
            <source>One indicator for each word; missing is a word of its own</source>
            <translation>每个词一个指示变量；缺失也算一个词</translation>
        </message>
        <message>
            <location filename="../../app/features/preparing.py" />
            <source>{share} of the pixels are painted.</source>
            <translation>{share} 的像素被勾画。</translation>
        </message>
        <message>
            <location filename="../../app/features/preparing.py" />
            <source>{n} pictures of {low} to {high} pixels along the longer side.</source>
            <translation>{n} 幅图像，长边 {low} 至 {high} 像素。</translation>
        </message>
        <message>
            <location filename="../../app/features/preparing.py" />
            <source>Values from {low} to {high}{unit}.</source>
            <translation>取值 {low} 至 {high}{unit}。</translation>
        </message>
        <message>
            <location filename="../../app/features/preparing.py" />
            <source>Made the size the network reads, the longer side first; values brought to 0 to 1 by a fixed window.</source>
            <translation>缩放到网络读取的尺寸（以长边为准）；按固定窗口把取值化为 0 到 1。</translation>
        </message>
        <message>
            <location filename="../../app/features/preparing.py" />
            <source>While learning, each epoch turns, moves, mirrors and brightens them a little. How far is set with the model.</source>
            <translation>学习时每轮对图像略作旋转、平移、镜像和亮度变化；幅度在模型页设置。</translation>
        </message>
        <message>
            <location filename="../../app/features/preparing.py" />
            <source>{n} molecules of {median} letters in the middle.</source>
            <translation>{n} 个分子，长度中位数 {median} 个字符。</translation>
        </message>
        <message>
            <location filename="../../app/features/preparing.py" />
            <source>Read as a graph: fingerprints and descriptors are computed, or atoms and bonds are read as they are.</source>
            <translation>按分子图读取：计算指纹和描述符，或直接读取原子和键。</translation>
        </message>
        <message>
            <location filename="../../app/features/preparing.py" />
            <source>What cannot be read as a molecule is left out and counted.</source>
            <translation>不能读作分子的将被排除并计数。</translation>
        </message>
        <message>
            <location filename="../../app/features/preparing.py" />
            <source>{n} sequences of {low} to {high} bases.</source>
            <translation>{n} 条序列，{low} 至 {high} 个碱基。</translation>
        </message>
        <message>
            <location filename="../../app/features/preparing.py" />
            <source>One indicator for each base at each place; unknown bases (N) are none of the four.</source>
            <translation>每个位置的每种碱基一个指示变量；未知碱基（N）四者皆非。</translation>
        </message>
        <message>
            <location filename="../../app/features/preparing.py" />
            <source>{n} texts of {median} letters in the middle, {high} in the longest.</source>
            <translation>{n} 篇文本，长度中位数 {median} 个字符，最长 {high} 个。</translation>
        </message>
        <message>
            <location filename="../../app/features/preparing.py" />
            <source>Names and numbers are taken out; terms met in fewer than 10 patients are not kept.</source>
            <translation>去除姓名和数字；出现于不足 10 名患者的词不保留。</translation>
        </message>
        <message>
            <location filename="../../app/features/preparing.py" />
            <source>Cut into words (Chinese: pairs of characters); how many are read is set with the model.</source>
            <translation>切分成词（中文按相邻两字）；读取多少在模型页设置。</translation>
        </message>
        <message>
            <location filename="../../app/features/preparing.py" />
            <source>{n} courses of {variables} variables, {median} moments in the middle, {high} in the longest.</source>
            <translation>{n} 段病程，{variables} 个变量，时间点中位数 {median} 个，最长 {high} 个。</translation>
        </message>
        <message>
            <location filename="../../app/features/preparing.py" />
            <source>Of all moments and variables, {share} were measured.</source>
            <translation>在所有时间点和变量中，实际测量的占 {share}。</translation>
        </message>
        <message>
            <location filename="../../app/features/preparing.py" />
            <source>Each variable: mean 0 and deviation 1 of the training patients; the last value is carried forward, and beside it stand whether it was measured and how long ago.</source>
            <translation>每个变量：按训练患者化为均值 0、标准差 1；沿用最近一次的值，并附是否测量及距今多久。</translation>
        </message>
        <message>
            <location filename="../../app/features/preparing.py" />
            <source>{n} samples, {variants} variants; {share} of the genotypes are missing.</source>
            <translation>{n} 个样本，{variants} 个变异；{share} 的基因型缺失。</translation>
        </message>
        <message>
            <location filename="../../app/features/preparing.py" />
            <source>Counts of the alternative allele (0, 1, 2); missing ones get twice the allele's frequency.</source>
            <translation>替代等位基因的个数（0、1、2）；缺失者取等位基因频率的两倍。</translation>
        </message>
        <message>
            <location filename="../../app/features/preparing.py" />
            <source>{n} samples, {genes} genes, values from {low} to {high}.</source>
            <translation>{n} 个样本，{genes} 个基因，取值 {low} 至 {high}。</translation>
        </message>
        <message>
            <location filename="../../app/features/preparing.py" />
            <source>Values as large as these are not logarithms yet: the logarithm is taken.</source>
            <translation>这样大的值还不是对数：将取对数。</translation>
        </message>
        <message>
            <location filename="../../app/features/preparing.py" />
            <source>Read as they are.</source>
            <translation>按原值读取。</translation>
        </message>
        <message>
            <location filename="../../app/features/preparing.py" />
            <source>Genes are chosen inside the training patients, then brought to mean 0 and deviation 1.</source>
            <translation>在训练患者内部选择基因，再化为均值 0、标准差 1。</translation>
        </message>
        <message>
            <location filename="../../app/features/record.py" />
            <source>The record holds no report with a text.</source>
            <translation>病历中没有带正文的报告。</translation>
        </message>
        <message>
            <location filename="../../app/features/record.py" />
            <source>Read was the report of {at}: {name}.</source>
            <translation>读取的是 {at} 的报告：{name}。</translation>
        </message>
        <message>
            <location filename="../../app/features/record.py" />
            <source>The record holds no observation "{name}" with a text in it.</source>
            <translation>病历中没有以文字记录的观察项“{name}”。</translation>
        </message>
        <message>
            <location filename="../../app/features/record.py" />
            <source>The card does not say in which units the measurements are: look whether they are those of this record.</source>
            <translation>模型卡未说明各测量值的单位：请核对是否与此病历一致。</translation>
        </message>
        <message>
            <location filename="../../app/features/record.py" />
            <source>It reads more than a record holds: ask about a table or a file.</source>
            <translation>它需要的不止病历中的内容：请用表格或文件询问。</translation>
        </message>
        <message>
            <location filename="../../app/features/record.py" />
            <source>The record has {found} of the {needed} measurements in time that it reads; it needs {missing} …</source>
            <translation>它读取的 {needed} 项随时间的测量中，病历只有 {found} 项；还需要 {missing} …</translation>
        </message>
        <message>
            <location filename="../../app/features/record.py" />
            <source>Nothing that it reads was measured in the time that it reads.</source>
            <translation>在它读取的时间段内没有相应的测量。</translation>
        </message>
        <message>
            <location filename="../../app/features/record.py" />
            <source>"{name}" is given in words, not as a number.</source>
            <translation>“{name}”以文字给出，而不是数值。</translation>
        </message>
        <message>
            <location filename="../../app/features/record.py" />
            <source>"{name}" is given in {found}, the model reads {expected}: it was taken as missing.</source>
            <translation>“{name}”的单位是 {found}，而模型读取的是 {expected}：按缺失处理。</translation>
        </message>
        <message>
            <location filename="../../app/features/sources/courses.py" />
            <source>The archive {name} holds too much to be read at once.</source>
            <translation>压缩包 {name} 内容过多，无法一次读取。</translation>
        </message>
        <message>
            <location filename="../../app/features/sources/courses.py" />
            <source>Divide it, or give a folder.</source>
            <translation>请拆分它，或改为指定文件夹。</translation>
        </message>
        <message>
            <location filename="../../app/features/sources/courses.py" />
            <source>The file {name} is not understood as measurements in time.</source>
            <translation>文件 {name} 无法理解为随时间的测量。</translation>
        </message>
        <message>
            <location filename="../../app/features/sources/courses.py" />
            <source>Give a table with who, when, what and value in each row, or a file of Time,Parameter,Value for each case.</source>
            <translation>请提供每行含患者、时间、项目和数值的表格，或每个病例一个 Time,Parameter,Value 文件。</translation>
        </message>
        <message>
            <location filename="../../app/features/sources/genes.py" />
            <source>The file {name} unpacks to more than may be read.</source>
            <translation>文件 {name} 解压后超出允许读取的大小。</translation>
        </message>
        <message>
            <location filename="../../app/features/sources/genes.py" />
            <source>If you trust where it came from, unpack it yourself.</source>
            <translation>如果信任其来源，请自行解压。</translation>
        </message>
        <message>
            <location filename="../../app/features/sources/genes.py" />
            <source>The file {name} is damaged and cannot be unpacked.</source>
            <translation>文件 {name} 已损坏，无法解压。</translation>
        </message>
        <message>
            <location filename="../../app/features/sources/genes.py" />
            <source>Copy it again.</source>
            <translation>请重新复制。</translation>
        </message>
        <message>
            <location filename="../../app/features/sources/genes.py" />
            <source>Line {line} of {name} is no line of a VCF with samples.</source>
            <translation>{name} 的第 {line} 行不是带样本的 VCF 行。</translation>
        </message>
        <message>
            <location filename="../../app/features/sources/genes.py" />
            <source>Give a VCF file with a #CHROM line and genotypes (GT).</source>
            <translation>请提供含 #CHROM 行和基因型（GT）的 VCF 文件。</translation>
        </message>
        <message>
            <location filename="../../app/features/sources/genes.py" />
            <source>The file {name} holds no genotypes.</source>
            <translation>文件 {name} 中没有基因型。</translation>
        </message>
        <message>
            <location filename="../../app/features/sources/genes.py" />
            <source>Give a VCF file with samples and a GT entry.</source>
            <translation>请提供含样本和 GT 字段的 VCF 文件。</translation>
        </message>
        <message>
            <location filename="../../app/features/sources/genes.py" />
            <source>"{value}" is no orientation.</source>
            <translation>“{value}”不是有效的方向。</translation>
        </message>
        <message>
            <location filename="../../app/features/sources/genes.py" />
            <source>Write samples-by-genes or genes-by-samples.</source>
            <translation>请写 samples-by-genes 或 genes-by-samples。</translation>
        </message>
        <message>
            <location filename="../../app/features/sources/genes.py" />
            <source>There are no sequences in {path}.</source>
            <translation>{path} 中没有序列。</translation>
        </message>
        <message>
            <location filename="../../app/features/sources/genes.py" />
            <source>Give a FASTA file, or a folder of them.</source>
            <translation>请提供 FASTA 文件，或存放它们的文件夹。</translation>
        </message>
        <message>
            <location filename="../../app/features/sources/pictures.py" />
            <source>There is no file or folder {path}.</source>
            <translation>没有文件或文件夹 {path}。</translation>
        </message>
        <message>
            <location filename="../../app/features/sources/pictures.py" />
            <source>Check the name of the folder.</source>
            <translation>请检查文件夹名称。</translation>
        </message>
        <message>
            <location filename="../../app/features/sources/pictures.py" />
            <source>There are no pictures in {path}.</source>
            <translation>{path} 中没有图像。</translation>
        </message>
        <message>
            <location filename="../../app/features/sources/pictures.py" />
            <source>Give a folder with a folder for each class, one with images and masks, or an .npz file.</source>
            <translation>请提供每个类别一个子文件夹的文件夹、含 images 和 masks 的文件夹，或 .npz 文件。</translation>
        </message>
        <message>
            <location filename="../../app/features/sources/pictures.py" />
            <source>{n} pictures have no mask of the same name: {names}.</source>
            <translation>{n} 幅图像没有同名的掩膜：{names}。</translation>
        </message>
        <message>
            <location filename="../../app/features/sources/pictures.py" />
            <source>Give every file in images a file in masks with the same name.</source>
            <translation>请为 images 中的每个文件在 masks 中提供同名文件。</translation>
        </message>
        <message>
            <location filename="../../app/features/sources/pictures.py" />
            <source>The picture {name} is too large to learn from.</source>
            <translation>图像 {name} 过大，无法用于学习。</translation>
        </message>
        <message>
            <location filename="../../app/features/sources/pictures.py" />
            <source>Make it smaller than {n} million pixels.</source>
            <translation>请缩小到 {n} 百万像素以下。</translation>
        </message>
        <message>
            <location filename="../../app/features/sources/pictures.py" />
            <source>The picture {name} cannot be read.</source>
            <translation>图像 {name} 无法读取。</translation>
        </message>
        <message>
            <location filename="../../app/features/sources/pictures.py" />
            <source>Leave it out, or save it again as PNG.</source>
            <translation>请去掉它，或重新保存为 PNG。</translation>
        </message>
        <message>
            <location filename="../../app/features/sources/pictures.py" />
            <source>The file {name} does not hold a label for each picture.</source>
            <translation>文件 {name} 没有为每幅图像提供标签。</translation>
        </message>
        <message>
            <location filename="../../app/features/sources/pictures.py" />
            <source>Save as many labels as images.</source>
            <translation>请保存与图像数量相同的标签。</translation>
        </message>
        <message>
            <location filename="../../app/features/sources/pictures.py" />
            <source>The file {name} is too large to learn from.</source>
            <translation>文件 {name} 过大，无法用于学习。</translation>
        </message>
        <message>
            <location filename="../../app/features/sources/pictures.py" />
            <source>Give fewer or smaller images.</source>
            <translation>请提供更少或更小的图像。</translation>
        </message>
        <message>
            <location filename="../../app/features/sources/pictures.py" />
            <source>The file {name} is no .npz of arrays.</source>
            <translation>文件 {name} 不是由数组组成的 .npz。</translation>
        </message>
        <message>
            <location filename="../../app/features/sources/pictures.py" />
            <source>Save images and labels with numpy.savez, without Python objects.</source>
            <translation>请用 numpy.savez 保存图像和标签，不含 Python 对象。</translation>
        </message>
        <message>
            <location filename="../../app/features/suspects.py" />
            <source>Left out: a model would learn names by heart.</source>
            <translation>未使用：否则模型会死记名称。</translation>
        </message>
        <message>
            <location filename="../../app/features/suspects.py" />
            <source>Each of its values belongs to one class only: it is the answer in other words.</source>
            <translation>每个取值只属于一个类别：它就是换了说法的答案。</translation>
        </message>
        <message>
            <location filename="../../app/features/suspects.py" />
            <source>Left out.</source>
            <translation>未使用。</translation>
        </message>
        <message>
            <location filename="../../app/features/suspects.py" />
            <source>Kept. Leave it out if it is written down only after the answer is known.</source>
            <translation>已保留。如果它在得知答案之后才记录，请不要使用。</translation>
        </message>
        <message>
            <location filename="../../app/features/suspects.py" />
            <source>Left out: no finding tells every patient apart. Keep it with a reason if it is known beforehand.</source>
            <translation>已去掉：没有哪项检查能区分所有患者。若事先已知，可说明理由后保留。</translation>
        </message>
        <message>
            <location filename="../../app/features/suspects.py" />
            <source>This column alone tells the classes apart (AUC {auc}).</source>
            <translation>仅凭该列即可区分类别（AUC {auc}）。</translation>
        </message>
        <message>
            <location filename="../../app/features/suspects.py" />
            <source>This column alone follows the answer (correlation {r}).</source>
            <translation>仅此一列就与答案一致（相关系数 {r}）。</translation>
        </message>
        <message>
            <location filename="../../app/features/suspects.py" />
            <source>Whether it was recorded at all tells the classes apart.</source>
            <translation>是否有记录本身就能区分类别。</translation>
        </message>
        <message>
            <location filename="../../app/features/suspects.py" />
            <source>Left out: it is recorded only for patients in whom the answer is known. Keep it with a reason if not so.</source>
            <translation>已去掉：只有已知答案的患者才记录它。若非如此，可说明理由后保留。</translation>
        </message>
        <message>
            <location filename="../../app/features/suspects.py" />
            <source>Its heading sounds like something known only after the answer, and it tells it (AUC {auc}).</source>
            <translation>其标题像是答案之后才知道的内容，并且它确实透露答案（AUC {auc}）。</translation>
        </message>
        <message>
            <location filename="../../app/features/suspects.py" />
            <source>Left out. Keep it with a reason if it is known when the model will be asked.</source>
            <translation>已去掉。若询问模型时已经知道，可说明理由后保留。</translation>
        </message>
        <message>
            <location filename="../../app/features/suspects.py" />
            <source>Its heading sounds like something known only after the answer.</source>
            <translation>列名像是在得知答案之后才有的内容。</translation>
        </message>
        <message>
            <location filename="../../app/features/suspects.py" />
            <source>Kept. Leave it out if it is not yet known when the model will be asked.</source>
            <translation>已保留。如果使用模型时尚不知道该值，请不要使用。</translation>
        </message>
        <message>
            <location filename="../../app/features/suspects.py" />
            <source>{codes} stands for "not known" in it.</source>
            <translation>其中 {codes} 表示“未知”。</translation>
        </message>
        <message>
            <location filename="../../app/features/suspects.py" />
            <source>Read as missing.</source>
            <translation>按缺失读取。</translation>
        </message>
        <message>
            <location filename="../../app/features/suspects.py" />
            <source>The rows are sorted by the answer: their order gives it away.</source>
            <translation>各行按答案排序：顺序会透露答案。</translation>
        </message>
        <message>
            <location filename="../../app/features/suspects.py" />
            <source>The place of a row in the table tells its class (AUC {auc}).</source>
            <translation>一行在表中的位置就能说明其类别（AUC {auc}）。</translation>
        </message>
        <message>
            <location filename="../../app/features/suspects.py" />
            <source>The order is not read; rows are shuffled before they are divided.</source>
            <translation>顺序不会被读取；划分前会打乱各行。</translation>
        </message>
        <message>
            <location filename="../../app/features/suspects.py" />
            <source>{n} cases to learn from are also among those to be measured on.</source>
            <translation>{n} 个用于学习的病例同时也在用于评估的病例中。</translation>
        </message>
        <message>
            <location filename="../../app/features/suspects.py" />
            <source>They were taken out of what is learned from.</source>
            <translation>已将它们从学习数据中去掉。</translation>
        </message>
        <message>
            <location filename="../../app/features/suspects.py" />
            <source>Cases that are (nearly) the same as another ({kind}): {n}.</source>
            <translation>{n} 个病例与另一病例（几乎）相同（{kind}）。</translation>
        </message>
        <message>
            <location filename="../../app/features/suspects.py" />
            <source>They are kept together on one side of every split.</source>
            <translation>每次划分时它们都放在同一侧。</translation>
        </message>
        <message>
            <location filename="../../app/features/suspects.py" />
            <source>The other inputs tell which one it is (AUC {auc}): a model may learn the place, not the disease.</source>
            <translation>其他输入能看出来自哪一处（AUC {auc}）：模型可能学到的是地点而不是疾病。</translation>
        </message>
        <message>
            <location filename="../../app/features/suspects.py" />
            <source>Kept. Measure with --split site:{column} to see whether it holds elsewhere.</source>
            <translation>已保留。请用 --split site:{column} 评估，看它在别处是否成立。</translation>
        </message>
        <message>
            <location filename="../../app/features/suspects.py" />
            <source>{n} rows differ from an earlier one in a single cell, which can hardly be chance.</source>
            <translation>有 {n} 行与前面某一行只差一个单元格，这不太可能是巧合。</translation>
        </message>
        <message>
            <location filename="../../app/features/suspects.py" />
            <source>{n} rows repeat another row in every cell.</source>
            <translation>{n} 行与其他行完全相同。</translation>
        </message>
        <message>
            <location filename="../../app/features/suspects.py" />
            <source>Equal rows are kept together on one side of every split.</source>
            <translation>相同的行在每次划分中都放在同一侧。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>It is kept in the vault as it came.</source>
            <translation>它按原样保存在保险库中。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>It holds no frames.</source>
            <translation>其中没有任何帧。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>the rule “{name}” failed and was left out</source>
            <translation>规则“{name}”失败，未采用</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>{rows} rows × {columns} columns</source>
            <translation>{rows} 行 × {columns} 列</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>pixel size not stated</source>
            <translation>未说明像素大小</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>pixels {height} × {width} mm</source>
            <translation>像素 {height} × {width} mm</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>sagittal</source>
            <translation>矢状位</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>coronal</source>
            <translation>冠状位</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>axial</source>
            <translation>轴位</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>oblique sagittal</source>
            <translation>斜矢状位</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>oblique coronal</source>
            <translation>斜冠状位</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>oblique axial</source>
            <translation>斜轴位</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>an object of its own</source>
            <translation>独立的对象</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>single images</source>
            <translation>单幅图像</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>time point {value}</source>
            <translation>时间点 {value}</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>echo {value}</source>
            <translation>回波 {value}</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>echo time {value}</source>
            <translation>回波时间 {value}</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>b-value {value}</source>
            <translation>b 值 {value}</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>diffusion direction {value}</source>
            <translation>扩散方向 {value}</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>inversion time {value}</source>
            <translation>反转时间 {value}</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>cardiac phase {value}</source>
            <translation>心动周期时相 {value}</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>trigger time {value}</source>
            <translation>触发时间 {value}</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>acquisition {value}</source>
            <translation>采集 {value}</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>kernel {value}</source>
            <translation>重建核 {value}</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>acquired at {value}</source>
            <translation>采集时间 {value}</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>image type {value}</source>
            <translation>图像类型 {value}</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>stack {value}</source>
            <translation>层组 {value}</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>energy window {value}</source>
            <translation>能窗 {value}</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>detector {value}</source>
            <translation>探测器 {value}</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>phase {value}</source>
            <translation>时相 {value}</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>rotation {value}</source>
            <translation>旋转 {value}</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>R-R interval {value}</source>
            <translation>R-R 间期 {value}</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>time slot {value}</source>
            <translation>时间段 {value}</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>time slice {value}</source>
            <translation>时间切片 {value}</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>image {n} of {often} at each place, by their numbers</source>
            <translation>每个位置的第 {n} 幅图像（共 {often} 幅），按编号区分</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>images that begin at {right}, {down} mm in their plane</source>
            <translation>图像在其平面内起于 {right}、{down} mm 处</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>other bytes under the same identifier</source>
            <translation>标识相同而内容不同</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>localizer</source>
            <translation>定位像</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>another frame of reference</source>
            <translation>另一参考坐标系</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>no frame of reference</source>
            <translation>没有参考坐标系</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>values in {unit}</source>
            <translation>数值单位 {unit}</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>values without a unit</source>
            <translation>数值没有单位</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>no place in the patient</source>
            <translation>没有在患者体内的位置</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>all images of the series</source>
            <translation>该序列的全部图像</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>image {value} at each place</source>
            <translation>每个位置的第 {value} 幅图像</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>Siemens mosaic: slices tiled in one picture, shown as it is; it has no geometry.</source>
            <translation>西门子拼图：多个层面拼在一幅图中，按原样显示；没有几何信息。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>The size of a pixel is not stated, so the images have no geometry.</source>
            <translation>未说明像素大小，因此图像没有几何信息。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>A multi-frame object that does not say where its frames lie.</source>
            <translation>多帧对象未说明各帧的位置。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>The images do not say where they lie in the patient.</source>
            <translation>图像未说明其在患者体内的位置。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>One slice: it has no extent across.</source>
            <translation>只有一个层面：没有层间范围。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>{n} slices lie where another slice lies.</source>
            <translation>有 {n} 个层面与其他层面位置相同。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>The slices advance at {tilt}° to their normal (tilted gantry).</source>
            <translation>层面推进方向与其法线成 {tilt}°（机架倾斜）。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>The slices are not evenly spaced ({apart}, usually {usual} mm): {n} wider gaps.</source>
            <translation>层面间距不均匀（{apart}，通常为 {usual} mm）：有 {n} 处较宽的间隙。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>The slices are not evenly spaced ({apart}).</source>
            <translation>层面间距不均匀（{apart}）。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>Exports are corrected by shifting slices, to within {error} mm.</source>
            <translation>导出时通过平移层面校正，误差不超过 {error} mm。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>Slices lie up to {error} mm beside the line through the first and the last.</source>
            <translation>层面偏离首末层面连线最多 {error} mm。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/assemble.py" />
            <source>Evenly spaced slices, {usual} mm apart.</source>
            <translation>层面间距均匀，相距 {usual} mm。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/dicom_objects/segmentation.py" />
            <source>The segmentation has a raster of its own: what is shown are its nearest voxels, and its volume is counted on its own raster.</source>
            <translation>该分割有自己的网格：显示的是最邻近的体素，体积按其自身网格计算。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/dicom_objects/segmentation.py" />
            <source>It was drawn on other images of the same place, not on these.</source>
            <translation>它是在同一位置的其他图像上绘制的，而不是在这些图像上。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/film.py" />
            <source>MP4 films are written on Linux and Windows; here no encoder that may be shipped is at hand.</source>
            <translation>MP4 视频可在 Linux 和 Windows 上写出；此处没有可随程序分发的编码器。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/film.py" />
            <source>Choose a name that ends in .png: an animated PNG, which browsers play.</source>
            <translation>请选择以 .png 结尾的名称：写成动态 PNG，浏览器可以播放。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/film.py" />
            <source>The film would be longer than {n} frames.</source>
            <translation>视频将超过 {n} 帧。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/film.py" />
            <source>Export it as TIFF.</source>
            <translation>请导出为 TIFF。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/film.py" />
            <source>Filming frame {done} of {total}</source>
            <translation>正在写入第 {done} 帧，共 {total} 帧</translation>
        </message>
        <message>
            <location filename="../../app/imaging/frames.py" />
            <source>Its arithmetic coding is retired, and no decoder that may be shipped reads it. Export the series again without compression, or as JPEG 2000 or JPEG-LS.</source>
            <translation>其算术编码已废止，没有可随软件提供的解码器能读取。请以不压缩、JPEG 2000 或 JPEG-LS 重新导出该序列。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/frames.py" />
            <source>Hierarchical JPEG is retired, and no decoder that may be shipped reads it. Export the series again without compression, or as JPEG 2000 or JPEG-LS.</source>
            <translation>分层 JPEG 已废止，没有可随软件提供的解码器能读取。请以不压缩、JPEG 2000 或 JPEG-LS 重新导出该序列。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/frames.py" />
            <source>The pixels are not in the file but on the server it came from. Export the series with its pixels.</source>
            <translation>像素不在文件中，而在其来源服务器上。请连同像素一起导出该序列。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/frames.py" />
            <source>It stands for a live video stream, which no file holds.</source>
            <translation>它代表实时视频流，文件中没有这种内容。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/frames.py" />
            <source>Part 2 mixes components in a way that no decoder here undoes. Export the series again without compression, or as JPEG 2000 Part 1.</source>
            <translation>第 2 部分混合各分量的方式，这里没有解码器能还原。请以不压缩或 JPEG 2000 第 1 部分重新导出该序列。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/frames.py" />
            <source>It is a way of writing documents and holds no pixels.</source>
            <translation>这是书写文档的方式，不含像素。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/frames.py" />
            <source>Papyrus 3 was retired in 2015. Ask for the images as DICOM.</source>
            <translation>Papyrus 3 已于 2015 年废止。请索取 DICOM 格式的图像。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/frames.py" />
            <source>Ask whoever sent it for the series without compression, or as JPEG 2000 or JPEG-LS.</source>
            <translation>请向发送者索取不压缩、JPEG 2000 或 JPEG-LS 格式的该序列。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/frames.py" />
            <source>Video is read on Linux and Windows; here no decoder that may be shipped is at hand.</source>
            <translation>视频可在 Linux 和 Windows 上读取；这里没有可随软件提供的解码器。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/frames.py" />
            <source>Its pixels are compressed in a way that DICOM does not know ({syntax}).</source>
            <translation>其像素的压缩方式不为 DICOM 所知（{syntax}）。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/frames.py" />
            <source>Its pixels are stored as {name}, which is not read here.</source>
            <translation>其像素以 {name} 存储，这里不能读取。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/measure.py" />
            <source>An outline needs three points or more; there are {n}.</source>
            <translation>轮廓至少需要三个点；目前有 {n} 个。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/measure.py" />
            <source>Draw it again.</source>
            <translation>请重新绘制。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/measure.py" />
            <source>This shape is drawn with {wanted} points; there are {n}.</source>
            <translation>此形状需要 {wanted} 个点；目前有 {n} 个。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/measure.py" />
            <source>A point of this shape has no place on the image.</source>
            <translation>此形状的某个点不在图像坐标之内。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/nifti.py" />
            <source>A volume is written as NIfTI: the file must end in .nii or .nii.gz.</source>
            <translation>体数据以 NIfTI 格式保存：文件名必须以 .nii 或 .nii.gz 结尾。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/nifti.py" />
            <source>Choose another name, such as {name}.nii.gz.</source>
            <translation>请换一个文件名，例如 {name}.nii.gz。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/nifti.py" />
            <source>These images do not stand as a volume, so their voxels have no certain place: {reason}</source>
            <translation>这些图像不构成体数据，体素位置无法确定：{reason}</translation>
        </message>
        <message>
            <location filename="../../app/imaging/nifti.py" />
            <source>Choose another display set of the series (--set), or export single pictures.</source>
            <translation>请选择该序列的其他显示组（--set），或导出单张图片。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/nifti.py" />
            <source>The file could not be written: {path}</source>
            <translation>无法写入文件：{path}</translation>
        </message>
        <message>
            <location filename="../../app/imaging/nifti.py" />
            <source>Check that the folder exists, that you may write there, and that the disk has room.</source>
            <translation>请确认文件夹存在、您有写入权限且磁盘有空间。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/nifti.py" />
            <source>They are in colour.</source>
            <translation>它们是彩色图像。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/nifti.py" />
            <source>They have no geometry.</source>
            <translation>它们没有空间位置信息。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/pet_header.py" />
            <source>More than one tracer was given.</source>
            <translation>注射了不止一种示踪剂。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/pet_header.py" />
            <source>The injected dose of {dose} is neither in MBq nor in Bq.</source>
            <translation>注射剂量 {dose} 既不是以 MBq 也不是以 Bq 为单位。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/pet_header.py" />
            <source>The images do not say to which moment decay was corrected.</source>
            <translation>图像未说明衰变校正到哪一时刻。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/pet_header.py" />
            <source>The frames are not corrected for decay, and were counted at different times.</source>
            <translation>各帧未作衰变校正，且计数时间不同。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/reslice.py" />
            <source>These images are in colour; planes are cut through grey values only.</source>
            <translation>这些图像是彩色的；只能在灰度值中切取平面。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/reslice.py" />
            <source>These images do not stand as a volume: {reason}</source>
            <translation>这些图像不构成容积：{reason}</translation>
        </message>
        <message>
            <location filename="../../app/imaging/reslice.py" />
            <source>There is a single image; a volume needs at least two.</source>
            <translation>只有一幅图像；构成容积至少需要两幅。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/reslice.py" />
            <source>Choose another display set of the series.</source>
            <translation>请选择此序列的另一个显示集。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/segments.py" />
            <source>The frames of the segmentation do not stand evenly.</source>
            <translation>分割的各帧间距不均匀。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/segments.py" />
            <source>There is a single image: how far it reaches is not known.</source>
            <translation>只有一幅图像：其厚度范围未知。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/straighten.py" />
            <source>Corrected for a tilt of {tilt}° by shifting slices.</source>
            <translation>已通过平移层面校正 {tilt}° 的倾斜。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/suv.py" />
            <source>The images do not say that they are corrected for attenuation.</source>
            <translation>图像未说明已做衰减校正。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/suv.py" />
            <source>The values are not activities per volume but {unit}.</source>
            <translation>数值不是单位体积的活度，而是 {unit}。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/suv.py" />
            <source>The values are uptakes of a kind that is not known here ({kind}).</source>
            <translation>数值是这里不认识的一种摄取值（{kind}）。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/suv.py" />
            <source>The values are counts, and no factor to activity is stated.</source>
            <translation>数值是计数，且未说明换算为活度的系数。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/suv.py" />
            <source>The patient's weight is not stated.</source>
            <translation>未说明患者体重。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/suv.py" />
            <source>The injected dose is not stated.</source>
            <translation>未说明注射剂量。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/suv.py" />
            <source>The patient's height is not stated.</source>
            <translation>未说明患者身高。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/suv.py" />
            <source>The patient's sex is not stated.</source>
            <translation>未说明患者性别。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/suv.py" />
            <source>The half-life of the tracer is not stated.</source>
            <translation>未说明示踪剂的半衰期。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/suv.py" />
            <source>The images do not say how decay was corrected for ({said}).</source>
            <translation>图像未说明如何做衰变校正（{said}）。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/suv.py" />
            <source>The injection is stated {n} min after the scan.</source>
            <translation>所记注射时间在扫描之后 {n} 分钟。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/suv.py" />
            <source>The injection is stated {n} h before the scan.</source>
            <translation>所记注射时间在扫描之前 {n} 小时。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/suv.py" />
            <source>The images do not say that they are corrected for decay.</source>
            <translation>图像未说明已做衰变校正。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/suv.py" />
            <source>The time of the scan is not stated.</source>
            <translation>未说明扫描时间。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/suv.py" />
            <source>The series is dated after its images, and they do not say to which moment decay was corrected.</source>
            <translation>序列的日期晚于其图像，且图像未说明衰变校正到哪一时刻。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/suv.py" />
            <source>The time of the injection is not stated.</source>
            <translation>未说明注射时间。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/tiff.py" />
            <source>Writing page {done} of {total}</source>
            <translation>正在写入第 {done} 页，共 {total} 页</translation>
        </message>
        <message>
            <location filename="../../app/imaging/volume.py" />
            <source>None of the images of this series can be decoded; they may be damaged.</source>
            <translation>该序列的图像均无法解码，可能已损坏。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/volume.py" />
            <source>Export the series again from where it came, and import it again.</source>
            <translation>请从来源处重新导出该序列，然后再次导入。</translation>
        </message>
        <message>
            <location filename="../../app/imaging/volume.py" />
            <source>{n} of {count} images could not be decoded.</source>
            <translation>{count} 幅图像中有 {n} 幅无法解码。</translation>
        </message>
        <message>
            <location filename="../../app/inference/devices.py" />
            <source>More than one ONNX Runtime is installed ({names}).</source>
            <translation>安装了多个 ONNX Runtime（{names}）。</translation>
        </message>
        <message>
            <location filename="../../app/inference/devices.py" />
            <source>They overwrite one another. Remove all of them, then run the installation again.</source>
            <translation>它们会互相覆盖。请全部卸载后重新安装。</translation>
        </message>
        <message>
            <location filename="../../app/inference/devices.py" />
            <source>ONNX Runtime is not installed: no model can run.</source>
            <translation>未安装 ONNX Runtime：无法运行模型。</translation>
        </message>
        <message>
            <location filename="../../app/inference/devices.py" />
            <source>Run the installation again.</source>
            <translation>请重新安装。</translation>
        </message>
        <message>
            <location filename="../../app/inference/devices.py" />
            <source>Models run on the CPU, as chosen in the settings.</source>
            <translation>按设置，模型在 CPU 上运行。</translation>
        </message>
        <message>
            <location filename="../../app/inference/devices.py" />
            <source>This installation runs models on the CPU only.</source>
            <translation>此安装只能在 CPU 上运行模型。</translation>
        </message>
        <message>
            <location filename="../../app/inference/devices.py" />
            <source>No CUDA device was found on this computer; models run on the CPU.</source>
            <translation>本机未找到 CUDA 设备；模型在 CPU 上运行。</translation>
        </message>
        <message>
            <location filename="../../app/inference/devices.py" />
            <source>The CUDA device {name} failed its test ({why}); models run on the CPU.</source>
            <translation>CUDA 设备 {name} 未通过测试（{why}）；模型在 CPU 上运行。</translation>
        </message>
        <message>
            <location filename="../../app/inference/devices.py" />
            <source>The CUDA libraries for {name} could not be loaded; models run on the CPU.</source>
            <translation>无法加载 {name} 的 CUDA 库；模型在 CPU 上运行。</translation>
        </message>
        <message>
            <location filename="../../app/inference/devices.py" />
            <source>The CUDA device {name} gave a wrong answer in its test; models run on the CPU.</source>
            <translation>CUDA 设备 {name} 在测试中给出错误结果；模型在 CPU 上运行。</translation>
        </message>
        <message>
            <location filename="../../app/inference/devices.py" />
            <source>It answered a test with a known result correctly.</source>
            <translation>它正确通过了一项结果已知的测试。</translation>
        </message>
        <message>
            <location filename="../../app/inference/onnx_file.py" />
            <source>The model inside the package is not a readable ONNX file.</source>
            <translation>模型包中的模型不是可读的 ONNX 文件。</translation>
        </message>
        <message>
            <location filename="../../app/inference/onnx_file.py" />
            <source>The package is damaged. Ask for it again where it came from.</source>
            <translation>模型包已损坏。请向来源重新索取。</translation>
        </message>
        <message>
            <location filename="../../app/inference/onnx_file.py" />
            <source>The model needs operators that are not part of ONNX ({names}).</source>
            <translation>模型需要 ONNX 之外的算子（{names}）。</translation>
        </message>
        <message>
            <location filename="../../app/inference/onnx_file.py" />
            <source>They would run code from elsewhere, so the model is refused. Export it with standard operators only.</source>
            <translation>它们会运行外来代码，因此拒绝该模型。请只用标准算子导出。</translation>
        </message>
        <message>
            <location filename="../../app/inference/onnx_file.py" />
            <source>The model keeps part of its weights in another file.</source>
            <translation>模型的部分权重保存在另一个文件中。</translation>
        </message>
        <message>
            <location filename="../../app/inference/onnx_file.py" />
            <source>Only models that are whole in one file are read. Export it without external data.</source>
            <translation>只读取完整保存在一个文件中的模型。导出时请不要使用外部数据。</translation>
        </message>
        <message>
            <location filename="../../app/inference/onnx_file.py" />
            <source>The model is written in ONNX opset {opset}, version {ir}, which this program does not run.</source>
            <translation>该模型使用 ONNX opset {opset}（版本 {ir}），本程序无法运行。</translation>
        </message>
        <message>
            <location filename="../../app/inference/onnx_file.py" />
            <source>Export it with opset {first} to {last}.</source>
            <translation>请使用 opset {first} 至 {last} 重新导出。</translation>
        </message>
        <message>
            <location filename="../../app/inference/onnx_file.py" />
            <source>The model announces more weights than it holds; it may be made to fill the computer's memory.</source>
            <translation>该模型声明的权重多于实际内容，可能是为耗尽内存而制作的。</translation>
        </message>
        <message>
            <location filename="../../app/inference/onnx_file.py" />
            <source>The model's graph is not in the form this program runs.</source>
            <translation>模型的计算图不是本程序可运行的形式。</translation>
        </message>
        <message>
            <location filename="../../app/inference/onnx_file.py" />
            <source>Export it with its functions inlined.</source>
            <translation>导出时请内联其函数。</translation>
        </message>
        <message>
            <location filename="../../app/inference/package.py" />
            <source>The model in {name} is not the one its card describes (the digest differs).</source>
            <translation>{name} 中的模型与模型卡所述不符（摘要值不同）。</translation>
        </message>
        <message>
            <location filename="../../app/inference/package.py" />
            <source>The package was changed after it was made. Ask for it again where it came from.</source>
            <translation>模型包在制作之后被改动。请向来源重新索取。</translation>
        </message>
        <message>
            <location filename="../../app/inference/package.py" />
            <source>The card of {name} states opset {stated}, the model has {found}.</source>
            <translation>{name} 的模型卡写明算子集 {stated}，而模型为 {found}。</translation>
        </message>
        <message>
            <location filename="../../app/inference/package.py" />
            <source>The package is damaged or was changed. Ask for it again where it came from.</source>
            <translation>模型包已损坏或被改动。请向来源重新索取。</translation>
        </message>
        <message>
            <location filename="../../app/inference/package.py" />
            <source>The package {name} is damaged.</source>
            <translation>模型包 {name} 已损坏。</translation>
        </message>
        <message>
            <location filename="../../app/inference/package.py" />
            <source>{name} holds {entry}, a kind of file that can run code when it is opened.</source>
            <translation>{name} 含有 {entry}，这类文件打开时可能运行代码。</translation>
        </message>
        <message>
            <location filename="../../app/inference/package.py" />
            <source>Only packages of ONNX models are read. Export the model to ONNX where it was trained.</source>
            <translation>只读取 ONNX 模型包。请在训练处将模型导出为 ONNX。</translation>
        </message>
        <message>
            <location filename="../../app/inference/package.py" />
            <source>{name} holds {entry}, which does not belong in a model package.</source>
            <translation>{name} 含有 {entry}，它不属于模型包。</translation>
        </message>
        <message>
            <location filename="../../app/inference/package.py" />
            <source>A package holds {names} and nothing else.</source>
            <translation>模型包只应含有 {names}。</translation>
        </message>
        <message>
            <location filename="../../app/inference/package.py" />
            <source>{entry} in {name} is too large.</source>
            <translation>{name} 中的 {entry} 过大。</translation>
        </message>
        <message>
            <location filename="../../app/inference/package.py" />
            <source>It is refused, as unpacking it could fill the computer's memory.</source>
            <translation>已拒绝，因为解包可能占满内存。</translation>
        </message>
        <message>
            <location filename="../../app/inference/package.py" />
            <source>{name} is not a model package.</source>
            <translation>{name} 不是模型包。</translation>
        </message>
        <message>
            <location filename="../../app/inference/package.py" />
            <source>A package is one file that holds {names}; "aegle train --out" makes one.</source>
            <translation>模型包是含有 {names} 的一个文件；可用“aegle train --out”生成。</translation>
        </message>
        <message>
            <location filename="../../app/inference/package.py" />
            <source>The model's card cannot be read.</source>
            <translation>无法读取模型卡。</translation>
        </message>
        <message>
            <location filename="../../app/inference/package.py" />
            <source>The model's card is not valid at {place}.</source>
            <translation>模型卡在 {place} 处无效。</translation>
        </message>
        <message>
            <location filename="../../app/inference/package.py" />
            <source>The package was made by another program or changed by hand. Ask for one that follows the schema.</source>
            <translation>模型包由其他程序制作或被手工改动。请索取符合规范的模型包。</translation>
        </message>
        <message>
            <location filename="../../app/inference/package.py" />
            <source>The golden sample of the package cannot be read.</source>
            <translation>无法读取模型包的标准样本。</translation>
        </message>
        <message>
            <location filename="../../app/inference/package.py" />
            <source>The model answers its golden sample otherwise on this computer (difference {n}).</source>
            <translation>在本机上模型对标准样本的结果不同（差值 {n}）。</translation>
        </message>
        <message>
            <location filename="../../app/inference/running.py" />
            <source>The package is damaged, or its model depends on the computer. It was not kept.</source>
            <translation>模型包已损坏，或其模型依赖于计算机。未予保存。</translation>
        </message>
        <message>
            <location filename="../../app/inference/running.py" />
            <source>The table {name} lacks columns the model reads: {columns}.</source>
            <translation>表格 {name} 缺少模型读取的列：{columns}。</translation>
        </message>
        <message>
            <location filename="../../app/inference/running.py" />
            <source>Add them, with their headings written as in the model's card (cells may be empty).</source>
            <translation>请补上这些列，列名须与模型卡一致（单元格可为空）。</translation>
        </message>
        <message>
            <location filename="../../app/inference/running.py" />
            <source>The model does not read the inputs its card lists.</source>
            <translation>模型读取的输入与模型卡所列不符。</translation>
        </message>
        <message>
            <location filename="../../app/inference/running.py" />
            <source>The package brings no golden sample to check its model with.</source>
            <translation>模型包中没有用于核对的标准样本。</translation>
        </message>
        <message>
            <location filename="../../app/inference/running.py" />
            <source>Ask for a complete package where it came from.</source>
            <translation>请向来源处索取完整的模型包。</translation>
        </message>
        <message>
            <location filename="../../app/inference/session.py" />
            <source>The model could not be run on these inputs.</source>
            <translation>无法用这些输入运行模型。</translation>
        </message>
        <message>
            <location filename="../../app/inference/session.py" />
            <source>Its package does not fit this program. Ask for a newer one.</source>
            <translation>模型包与本程序不兼容。请索取新版本。</translation>
        </message>
        <message>
            <location filename="../../app/inference/session.py" />
            <source>ONNX Runtime {version} cannot load the model.</source>
            <translation>ONNX Runtime {version} 无法加载该模型。</translation>
        </message>
        <message>
            <location filename="../../app/inference/session.py" />
            <source>The package is damaged, or was made for a newer version of this program.</source>
            <translation>模型包已损坏，或是为本程序的更新版本制作的。</translation>
        </message>
        <message>
            <location filename="../../app/inference/session.py" />
            <source>{name} could not take this model; it runs on the CPU.</source>
            <translation>{name} 无法运行该模型；改在 CPU 上运行。</translation>
        </message>
        <message>
            <location filename="../../app/inference/tasks/__init__.py" />
            <source>The model answers a kind of question this program does not know ("{name}").</source>
            <translation>模型回答的问题类型本程序不识别（“{name}”）。</translation>
        </message>
        <message>
            <location filename="../../app/inference/tasks/__init__.py" />
            <source>A newer version of the program may know it.</source>
            <translation>本程序的更新版本也许能识别。</translation>
        </message>
        <message>
            <location filename="../../app/inference/tasks/case_diagnosis.py" />
            <source>{n} of {of} inputs are missing: {names}.</source>
            <translation>{of} 个输入中缺少 {n} 个：{names}。</translation>
        </message>
        <message>
            <location filename="../../app/inference/tasks/case_diagnosis.py" />
            <source>"{name}" holds no number and was read as missing.</source>
            <translation>“{name}”不是数值，按缺失处理。</translation>
        </message>
        <message>
            <location filename="../../app/inference/tasks/case_diagnosis.py" />
            <source>"{name}" holds "{value}", which was rare or never met in training.</source>
            <translation>“{name}”的取值“{value}”在训练中罕见或从未出现。</translation>
        </message>
        <message>
            <location filename="../../app/inference/tasks/case_diagnosis.py" />
            <source>"{name}" is {value}, outside the range of nearly all training patients ({low} to {high}).</source>
            <translation>“{name}”为 {value}，超出几乎所有训练患者的范围（{low} 至 {high}）。</translation>
        </message>
        <message>
            <location filename="../../app/inference/tasks/case_diagnosis.py" />
            <source>The model did not answer with a probability for each of its {n} classes.</source>
            <translation>模型没有对其 {n} 个类别逐一给出概率。</translation>
        </message>
        <message>
            <location filename="../../app/inference/tasks/case_diagnosis.py" />
            <source>Its package is damaged or was made for another kind of answer.</source>
            <translation>模型包已损坏，或是为另一类结果制作的。</translation>
        </message>
        <message>
            <location filename="../../app/inference/tasks/case_diagnosis.py" />
            <source>The model did not answer with a number for each of its {n} outputs.</source>
            <translation>模型没有为其 {n} 个输出各给出一个数值。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/column_mapping.py" />
            <source>The user's guide shows a mapping file under “Import a table”.</source>
            <translation>用户指南的“导入表格”一节中有映射文件示例。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/column_mapping.py" />
            <source>The mapping file is not TOML: line {line} cannot be read.</source>
            <translation>映射文件不是有效的 TOML：第 {line} 行无法读取。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/column_mapping.py" />
            <source>The mapping file has a key that means nothing here: {key}.</source>
            <translation>映射文件中有无效的键：{key}。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/column_mapping.py" />
            <source>It may hold: {keys}.</source>
            <translation>可用的键：{keys}。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/column_mapping.py" />
            <source>“{key}” in the mapping file must be text in quotation marks.</source>
            <translation>映射文件中的“{key}”必须是带引号的文本。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/column_mapping.py" />
            <source>“{key}” in the mapping file must be a section.</source>
            <translation>映射文件中的“{key}”必须是一个小节。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/column_mapping.py" />
            <source>The column “{column}” in the mapping file needs a name and a unit.</source>
            <translation>映射文件中的列“{column}”需要名称和单位。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/column_mapping.py" />
            <source>Write it as: "{column}" = ["name to show", "unit"]</source>
            <translation>请写成："{column}" = ["显示名称", "单位"]</translation>
        </message>
        <message>
            <location filename="../../app/ingest/column_mapping.py" />
            <source>The mapping file does not say which column holds the patient's hospital number.</source>
            <translation>映射文件没有说明哪一列是患者的病历号。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/column_mapping.py" />
            <source>Add a line such as: patient = "mrn"</source>
            <translation>请添加一行，例如：patient = "mrn"</translation>
        </message>
        <message>
            <location filename="../../app/ingest/column_mapping.py" />
            <source>The mapping file does not say which columns hold values.</source>
            <translation>映射文件没有说明哪些列是数值。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/column_mapping.py" />
            <source>Name “value” with “code” or “display”, or list the columns with their units under [values].</source>
            <translation>请指定“value”及“code”或“display”，或在 [values] 下列出各列及其单位。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/delimited.py" />
            <source>The table {name} has no rows.</source>
            <translation>表格 {name} 没有数据行。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/delimited.py" />
            <source>A table needs a heading line and at least one line of values.</source>
            <translation>表格需要一行标题和至少一行数据。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/delimited.py" />
            <source>The file {name} is not readable as text.</source>
            <translation>文件 {name} 无法作为文本读取。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/delimited.py" />
            <source>Save the table as CSV in UTF-8 and choose that file.</source>
            <translation>请将表格另存为 UTF-8 编码的 CSV 后再选择。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/delimited.py" />
            <source>The file {name} is a workbook or an archive, not a text table.</source>
            <translation>文件 {name} 是电子表格工作簿或压缩包，不是文本表格。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/delimited.py" />
            <source>Open it in the spreadsheet program, save it as CSV in UTF-8 and choose that file.</source>
            <translation>请用电子表格软件打开，另存为 UTF-8 编码的 CSV 后再选择。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/delimited.py" />
            <source>The file {name} is empty.</source>
            <translation>文件 {name} 是空的。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/delimited.py" />
            <source>Choose another file.</source>
            <translation>请选择其他文件。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/delimited.py" />
            <source>Line {line} of {name} cannot be read as a table.</source>
            <translation>{name} 的第 {line} 行无法按表格读取。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/delimited.py" />
            <source>A quotation mark is probably not closed. Correct the line and try again.</source>
            <translation>可能有引号没有闭合。请修正该行后重试。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/delimited.py" />
            <source>Line {line} of {name} has {cells} cells, its heading has {width}.</source>
            <translation>{name} 的第 {line} 行有 {cells} 个单元格，而标题有 {width} 个。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/delimited.py" />
            <source>Put text that contains the delimiter in quotation marks, then try again.</source>
            <translation>请给含有分隔符的文本加上引号后重试。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/dicom_headers.py" />
            <source>This DICOM file does not say which image, series and study it is ({missing}).</source>
            <translation>该 DICOM 文件没有注明所属的图像、序列和检查（{missing}）。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/dicom_headers.py" />
            <source>Ask for the file again from the scanner or archive that sent it.</source>
            <translation>请向发送该文件的设备或归档系统重新索取。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/dicom_headers.py" />
            <source>What should scale the values is no number ({name}: “{said}”).</source>
            <translation>用于换算数值的内容不是数字（{name}：“{said}”）。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/dicom_headers.py" />
            <source>They are shown as they were stored, without a unit. Do not rely on them as measurements.</source>
            <translation>数值按存储原样显示，没有单位。请勿当作测量值使用。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/dicom_headers.py" />
            <source>The file does not say which image, series or study it is; it is kept as a study of its own where that is missing.</source>
            <translation>文件未说明属于哪一图像、序列或检查；缺少之处作为独立的检查保存。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/dicom_headers.py" />
            <source>Images that belong with it are not shown together.</source>
            <translation>属于同一组的图像不会一起显示。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/dicom_headers.py" />
            <source>The birth date “{written}” is not a whole date; it is left empty.</source>
            <translation>出生日期“{written}”不完整，已留空。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/dicom_headers.py" />
            <source>Ages cannot be worked out for this patient.</source>
            <translation>无法计算该患者的年龄。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/dicom_headers.py" />
            <source>It is a segmentation of other images, not a picture of its own.</source>
            <translation>这是其他图像的分割结果，本身不是图像。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/dicom_headers.py" />
            <source>It is a PDF document, not an image.</source>
            <translation>这是 PDF 文档，不是图像。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/dicom_headers.py" />
            <source>It holds no image ({kind}).</source>
            <translation>其中没有图像（{kind}）。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/dicom_headers.py" />
            <source>It holds no image.</source>
            <translation>其中没有图像。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/dicom_headers.py" />
            <source>It does not say how many rows and columns its image has.</source>
            <translation>没有注明图像的行数和列数。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/dicom_headers.py" />
            <source>It does not say how its pixels are compressed.</source>
            <translation>没有注明像素的压缩方式。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/dicom_headers.py" />
            <source>It does not say what the bits of its pixels mean ({missing}).</source>
            <translation>它没有说明像素各位的含义（{missing}）。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/dicom_headers.py" />
            <source>Its values take more than 16 bits, in big-endian order: writers do not agree which half comes first, so any value would be a guess.</source>
            <translation>其数值超过 16 位且为大端序：各写出程序对哪一半在前并不一致，任何数值都只能是猜测。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/dicom_headers.py" />
            <source>Its colours are stored for every second pixel ({kind}), but a row has an odd number of pixels ({n}), which DICOM does not allow: where a row ends would be a guess.</source>
            <translation>其颜色每两个像素存储一次（{kind}），但每行像素数为奇数（{n}），DICOM 不允许这样：一行在哪里结束只能猜测。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/dicom_headers.py" />
            <source>Its colours are stored for every fourth pixel ({kind}) and it is not compressed: DICOM states no order of the samples for that, so any picture would be a guess.</source>
            <translation>其颜色每四个像素存储一次（{kind}）且未压缩：DICOM 没有规定这种情况下样本的顺序，任何画面都只能是猜测。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/archive.py" />
            <source>The ZIP archive is damaged and cannot be opened.</source>
            <translation>ZIP 压缩包已损坏，无法打开。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/archive.py" />
            <source>Copy or make the archive again, or unpack it and import the folder.</source>
            <translation>请重新复制或制作压缩包，或解压后导入文件夹。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/archive.py" />
            <source>The ZIP archive lies inside a ZIP inside a ZIP.</source>
            <translation>该 ZIP 压缩包嵌套层数过多。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/archive.py" />
            <source>Unpack the outer archive, then import the folder.</source>
            <translation>请先解压外层压缩包，再导入文件夹。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/archive.py" />
            <source>The ZIP archive would unpack to far more than its size; it may be made to fill the computer.</source>
            <translation>该 ZIP 压缩包解压后远大于自身大小，可能是为占满磁盘而制作的。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/archive.py" />
            <source>If you trust where it came from, unpack it yourself and import the folder.</source>
            <translation>如果您信任其来源，请自行解压后导入文件夹。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/archive.py" />
            <source>The ZIP archive is locked with a password.</source>
            <translation>该 ZIP 压缩包有密码保护。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/archive.py" />
            <source>Unpack it with its password, then import the folder.</source>
            <translation>请用密码解压后导入文件夹。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/archive.py" />
            <source>The file in the archive is larger than this program unpacks in memory (1 GB).</source>
            <translation>压缩包中的文件超过本程序在内存中解压的上限（1 GB）。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/archive.py" />
            <source>Unpack the archive, then import the folder.</source>
            <translation>请先解压，再导入文件夹。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/csv_table.py" />
            <source>A table: which of its columns is what is not known.</source>
            <translation>这是一个表格：尚不知道各列的含义。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/csv_table.py" />
            <source>Import it again with a column mapping (in the window: Import a table; in a terminal: --map FILE).</source>
            <translation>请指定列映射后重新导入（窗口中：导入表格；终端中：--map FILE）。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/csv_table.py" />
            <source>The first line of the table {name} has no end; it is no heading.</source>
            <translation>表格 {name} 的第一行没有结尾，不是标题行。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/csv_table.py" />
            <source>The table {name} is not written in UTF-8, and its encoding cannot be known for certain.</source>
            <translation>表格 {name} 不是 UTF-8 编码，无法确定其编码。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/csv_table.py" />
            <source>It looks like {guess}. If so, add this line to the mapping: encoding = "{guess}"</source>
            <translation>看起来是 {guess}。如果是，请在映射中加入：encoding = "{guess}"</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/csv_table.py" />
            <source>The mapping names an encoding that does not exist: {encoding}.</source>
            <translation>映射中的编码不存在：{encoding}。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/csv_table.py" />
            <source>Known ones are utf-8, gb18030, latin-1, windows-1252 and utf-16.</source>
            <translation>可用的编码有 utf-8、gb18030、latin-1、windows-1252 和 utf-16。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/csv_table.py" />
            <source>Line {line} of {name} is not written in {encoding}.</source>
            <translation>{name} 的第 {line} 行不是 {encoding} 编码。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/csv_table.py" />
            <source>Its bytes look like {guess}. Correct “encoding” in the mapping, or save it as UTF-8.</source>
            <translation>其字节看起来是 {guess}。请修改映射中的“encoding”，或另存为 UTF-8。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/csv_table.py" />
            <source>The mapping says {encoding}, but {name} is written in {guess}.</source>
            <translation>映射中写的是 {encoding}，但 {name} 的编码是 {guess}。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/csv_table.py" />
            <source>Names would read wrong. Correct “encoding” in the mapping.</source>
            <translation>姓名会显示错误。请修改映射中的“encoding”。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/csv_table.py" />
            <source>The table {name} has no column “{column}”, which the mapping names.</source>
            <translation>表格 {name} 中没有映射所指定的列“{column}”。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/csv_table.py" />
            <source>No row of the table holds both a patient number and a value.</source>
            <translation>表格中没有一行同时含有病历号和数值。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/csv_table.py" />
            <source>Check the mapping: are the columns for patient and value the right ones?</source>
            <translation>请检查映射：患者列和数值列是否正确？</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/csv_table.py" />
            <source>{n} rows were left out: they have no patient number.</source>
            <translation>{n} 行没有病历号，已略过。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/csv_table.py" />
            <source>{n} rows have a date that cannot be read; their values are kept without one.</source>
            <translation>{n} 行的日期无法读取，其数值以无日期方式保存。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/csv_table.py" />
            <source>Write dates as 2026-01-31 or 2026-01-31 08:30.</source>
            <translation>请将日期写成 2026-01-31 或 2026-01-31 08:30。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/csv_table.py" />
            <source>{n} rows have a birth date that cannot be read; it is left empty.</source>
            <translation>{n} 行的出生日期无法读取，已留空。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/dicom.py" />
            <source>Copy or export the file again from the scanner, disc or archive it came from.</source>
            <translation>请从设备、光盘或归档系统重新复制或导出该文件。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/dicom.py" />
            <source>The file is named like a DICOM image, but it holds something else.</source>
            <translation>文件名像 DICOM 图像，但内容不是。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/dicom.py" />
            <source>If it should be an image, export it again; otherwise leave it out.</source>
            <translation>如果它应是图像，请重新导出；否则不必导入。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/dicom.py" />
            <source>The DICOM file is cut short: a part of it is missing.</source>
            <translation>DICOM 文件不完整：缺少一部分内容。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/dicom.py" />
            <source>The DICOM file is damaged and cannot be read.</source>
            <translation>DICOM 文件已损坏，无法读取。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/dicom.py" />
            <source>The file does not say which alphabet its names are written in, and they are not plain English letters.</source>
            <translation>文件没有注明姓名所用的字符集，且姓名含有非英文字母。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/dicom.py" />
            <source>The patient's name or a description may read wrong. Compare it with the request before relying on it.</source>
            <translation>患者姓名或描述可能显示错误，使用前请与申请单核对。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/dicom.py" />
            <source>The file began with the marks of a program in the part that DICOM leaves free; they were removed.</source>
            <translation>文件开头的 DICOM 预留区含有可执行程序的标记，已被清除。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/dicom.py" />
            <source>The image itself is unchanged. Ask whoever sent it how a program came to be there; do not start the file.</source>
            <translation>图像本身没有改动。请询问发送方其中为何有程序；不要运行该文件。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/dicom.py" />
            <source>The DICOM file unpacks to far more than its size; it may be made to fill the computer.</source>
            <translation>该 DICOM 文件解压后远大于自身大小，可能是为占满计算机而制作的。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/dicom.py" />
            <source>The file says it is an image ({kind}) but holds no pixels.</source>
            <translation>文件声明为图像（{kind}），但没有像素数据。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/dicom.py" />
            <source>The file announces {announced} MB of pixels, but holds {held} kB; it may be made to fill the computer.</source>
            <translation>文件声明有 {announced} MB 像素，实际只有 {held} kB，可能是为占满计算机而制作的。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/dicomdir.py" />
            <source>A DICOMDIR is the table of contents of a disc, not an image.</source>
            <translation>DICOMDIR 是光盘的目录，不是图像。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/dicomdir.py" />
            <source>Nothing is missing: the images it lists are imported when their folder is.</source>
            <translation>没有缺失：导入其所在文件夹时，目录所列图像会一并导入。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/fhir_bundle.py" />
            <source>Export it again from the system it came from, as FHIR R4 in JSON.</source>
            <translation>请从来源系统以 FHIR R4（JSON）格式重新导出。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/fhir_bundle.py" />
            <source>The .gz file is damaged or cut short.</source>
            <translation>.gz 文件已损坏或不完整。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/fhir_bundle.py" />
            <source>The .gz file unpacks to far more than its size; it may be made to fill the computer.</source>
            <translation>该 .gz 文件解压后远大于自身大小，可能是为占满计算机而制作的。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/fhir_bundle.py" />
            <source>If you trust where it came from, unpack it yourself and import the file.</source>
            <translation>如果您信任其来源，请自行解压后导入。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/fhir_bundle.py" />
            <source>The file is not UTF-8 text, as FHIR requires.</source>
            <translation>文件不是 FHIR 要求的 UTF-8 文本。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/fhir_bundle.py" />
            <source>Line {line} of the file is not whole JSON; it may be cut short.</source>
            <translation>文件第 {line} 行不是完整的 JSON，可能被截断。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/fhir_bundle.py" />
            <source>The file holds a number that is too long to be a measured one.</source>
            <translation>文件中有一个过长的数字，不可能是测量值。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/fhir_bundle.py" />
            <source>The file is nested too deep to be a record.</source>
            <translation>文件嵌套过深，不可能是病历。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/fhir_bundle.py" />
            <source>The file holds no FHIR resources.</source>
            <translation>文件中没有 FHIR 资源。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/fhir_bundle.py" />
            <source>The file holds nothing that this program keeps: {kinds}.</source>
            <translation>文件中没有本程序保存的内容：{kinds}。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/fhir_bundle.py" />
            <source>It stays where it is. Patients, encounters, conditions, observations, medications, procedures, reports and documents are kept.</source>
            <translation>文件留在原处。本程序保存患者、就诊、诊断、观察值、用药、操作、报告和文档。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/fhir_bundle.py" />
            <source>Kept aside, as this program does not read them: {kinds}.</source>
            <translation>搁置（本程序不读取）：{kinds}。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/fhir_bundle.py" />
            <source>Kept aside, as their author took them back: {kinds}.</source>
            <translation>搁置（作者已撤回）：{kinds}。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/fhir_bundle.py" />
            <source>Kept aside, as they name no patient: {kinds}.</source>
            <translation>搁置（未注明患者）：{kinds}。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/fhir_bundle.py" />
            <source>Kept aside, as they hold no value: {kinds}.</source>
            <translation>搁置（没有数值）：{kinds}。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/nifti.py" />
            <source>The NIfTI file is damaged and cannot be read.</source>
            <translation>NIfTI 文件已损坏，无法读取。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/nifti.py" />
            <source>Ask for the file again from where it came.</source>
            <translation>请向来源重新索取该文件。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/nifti.py" />
            <source>The file says in two ways where it lies (sform and qform), and they differ; the sform is used.</source>
            <translation>文件以两种方式说明其位置（sform 和 qform），二者不同；使用 sform。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/nifti.py" />
            <source>Compare it with the images it was made from before measuring.</source>
            <translation>测量之前，请与其来源图像比对。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/nifti.py" />
            <source>The file is named like a NIfTI volume, but it holds something else.</source>
            <translation>文件名像 NIfTI 体数据，但内容是别的。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/nifti.py" />
            <source>It is the header of a NIfTI volume whose voxels are in another file.</source>
            <translation>这是 NIfTI 体数据的头文件，其体素在另一个文件中。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/nifti.py" />
            <source>Save the volume as one file (.nii or .nii.gz) and import that.</source>
            <translation>请将体数据存为一个文件（.nii 或 .nii.gz）再导入。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/nifti.py" />
            <source>The volume has {n} dimensions; slices, and volumes in time, are shown.</source>
            <translation>该体数据有 {n} 个维度；可显示层面和随时间变化的体数据。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/nifti.py" />
            <source>Save its parts as volumes of their own.</source>
            <translation>请将其各部分分别存为体数据。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/nifti.py" />
            <source>Its voxels are of a kind that is not shown ({kind}).</source>
            <translation>其体素类型不能显示（{kind}）。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/nrrd.py" />
            <source>The NRRD file is damaged and cannot be read.</source>
            <translation>NRRD 文件已损坏，无法读取。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/nrrd.py" />
            <source>The file is named like an NRRD volume, but it holds something else.</source>
            <translation>文件名像 NRRD 体数据，但内容是别的。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/nrrd.py" />
            <source>It is the header of an NRRD volume whose voxels are in another file.</source>
            <translation>这是 NRRD 体数据的头文件，其体素在另一个文件中。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/readers/nrrd.py" />
            <source>Save the volume as one file (.nrrd) and import that.</source>
            <translation>请将体数据存为一个文件（.nrrd）再导入。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/reading.py" />
            <source>A hidden file that the operating system made; it holds nothing for a record.</source>
            <translation>操作系统生成的隐藏文件，不含病历内容。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/reading.py" />
            <source>The file is damaged inside its ZIP archive.</source>
            <translation>ZIP 压缩包中的该文件已损坏。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/reading.py" />
            <source>The file has {size} MB; of its kind at most {most} MB are read.</source>
            <translation>文件大小为 {size} MB；此类文件最多读取 {most} MB。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/reading.py" />
            <source>Export it in smaller parts.</source>
            <translation>请分成较小的部分导出。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/reading.py" />
            <source>The file is empty.</source>
            <translation>文件是空的。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/reading.py" />
            <source>It stays where it is. DICOM, NIfTI, NRRD, FHIR R4 (JSON) and tables with a column mapping are read.</source>
            <translation>它留在原处。可读取 DICOM、NIfTI、NRRD、FHIR R4（JSON）和带列映射的表格。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/reading.py" />
            <source>Not a kind of file that this program reads.</source>
            <translation>本程序不读取此类文件。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/reading.py" />
            <source>Not a kind of file that this program reads ({kind}).</source>
            <translation>本程序不读取此类文件（{kind}）。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/reading.py" />
            <source>The file may not be read by you.</source>
            <translation>您没有读取该文件的权限。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/reading.py" />
            <source>Ask its owner or your administrator for permission to read it, then import again.</source>
            <translation>请向文件所有者或管理员申请读取权限，然后重新导入。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/reading.py" />
            <source>The file was there at first, and is gone now.</source>
            <translation>文件开始时存在，现在已不见。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/reading.py" />
            <source>Import again once the disc is back.</source>
            <translation>请在光盘或磁盘恢复后重新导入。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/reading.py" />
            <source>The disk could not read the file.</source>
            <translation>磁盘无法读取该文件。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/reading.py" />
            <source>Copy it from the disc once more; if that fails, the disc is damaged.</source>
            <translation>请从光盘重新复制；如仍失败，说明光盘已损坏。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/volume_files.py" />
            <source>The volume unpacks to far more than its size; it may be made to fill the computer.</source>
            <translation>该体数据解压后远大于其文件大小，可能是为占满计算机而制作的。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/volume_files.py" />
            <source>The volume is cut short: a part of its voxels is missing.</source>
            <translation>体数据不完整：缺少部分体素。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/volume_files.py" />
            <source>Copy or export the file again from where it came.</source>
            <translation>请从来源重新复制或导出该文件。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/workbook.py" />
            <source>The workbook {name} has no table on the sheet that was asked for.</source>
            <translation>工作簿 {name} 在所选工作表上没有表格。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/workbook.py" />
            <source>A table needs a heading line and at least one line of values. Its sheets are: {sheets}.</source>
            <translation>表格需要一行标题和至少一行数值。其工作表为：{sheets}。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/workbook.py" />
            <source>The file {name} is a workbook of an old form (.xls) or locked with a password.</source>
            <translation>文件 {name} 是旧格式（.xls）的工作簿，或设有密码。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/workbook.py" />
            <source>Open it in the spreadsheet program and save it as .xlsx or CSV, without a password.</source>
            <translation>请在电子表格软件中打开，另存为不带密码的 .xlsx 或 CSV。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/workbook.py" />
            <source>The workbook {name} unpacks to more than may be read.</source>
            <translation>工作簿 {name} 解压后超出可读取的大小。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/workbook.py" />
            <source>Save the sheet as CSV and choose that file.</source>
            <translation>请把该工作表另存为 CSV 并选择该文件。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/workbook.py" />
            <source>The workbook {name} cannot be read.</source>
            <translation>工作簿 {name} 无法读取。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/workbook.py" />
            <source>It is damaged, or no workbook. Save it again as .xlsx, or as CSV in UTF-8.</source>
            <translation>文件已损坏或不是工作簿。请重新保存为 .xlsx 或 UTF-8 的 CSV。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/workbook.py" />
            <source>The workbook {name} has no sheet "{sheet}".</source>
            <translation>工作簿 {name} 没有工作表“{sheet}”。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/workbook.py" />
            <source>Its sheets are: {sheets}.</source>
            <translation>其工作表为：{sheets}。</translation>
        </message>
        <message>
            <location filename="../../app/ingest/workbook.py" />
            <source>The workbook {name} holds more cells than may be read at once.</source>
            <translation>工作簿 {name} 的单元格多于一次可读取的数量。</translation>
        </message>
        <message>
            <location filename="../../app/jobs/guard.py" />
            <source>Foreign files are read in a process of their own, which is stopped when it takes too long.</source>
            <translation>外来文件在独立进程中读取，耗时过长会被终止。</translation>
        </message>
        <message>
            <location filename="../../app/jobs/guard.py" />
            <source>Its memory, processor time, open files and written bytes are limited.</source>
            <translation>该进程的内存、处理器时间、打开的文件和写入量均受限制。</translation>
        </message>
        <message>
            <location filename="../../app/jobs/guard.py" />
            <source>Its memory is not limited by this system.</source>
            <translation>本系统不限制该进程的内存。</translation>
        </message>
        <message>
            <location filename="../../app/jobs/guard.py" />
            <source>It cannot reach the network, start programs or processes, look into others, or open files for writing.</source>
            <translation>它不能访问网络、启动程序或进程、查看其他进程，也不能以写入方式打开文件。</translation>
        </message>
        <message>
            <location filename="../../app/jobs/guard.py" />
            <source>This system does not close the network and other programs to it (there is no seccomp filter here).</source>
            <translation>本系统无法对它关闭网络和其他程序（没有 seccomp 过滤器）。</translation>
        </message>
        <message>
            <location filename="../../app/jobs/guard.py" />
            <source>It cannot change any file or folder (Landlock).</source>
            <translation>它不能更改任何文件或文件夹（Landlock）。</translation>
        </message>
        <message>
            <location filename="../../app/jobs/guard.py" />
            <source>Landlock, which forbids a process to change files, is not in use here.</source>
            <translation>此处未启用禁止进程更改文件的 Landlock。</translation>
        </message>
        <message>
            <location filename="../../app/sealed.py" />
            <source>The disk is full.</source>
            <translation>磁盘已满。</translation>
        </message>
        <message>
            <location filename="../../app/sealed.py" />
            <source>Make room on the disk that holds {folder}, then try again.</source>
            <translation>请在 {folder} 所在磁盘上腾出空间后重试。</translation>
        </message>
        <message>
            <location filename="../../app/sealed.py" />
            <source>The sealed file {name} cannot be read or written.</source>
            <translation>加密文件 {name} 无法读写。</translation>
        </message>
        <message>
            <location filename="../../app/sealed.py" />
            <source>It is damaged, was sealed with another key, or its folder does not allow it.</source>
            <translation>文件已损坏、使用了其他密钥加密，或所在文件夹不允许读写。</translation>
        </message>
        <message>
            <location filename="../../app/secrecy.py" />
            <source>A crash leaves no copy of the memory on the disk, and other programs cannot read it.</source>
            <translation>程序崩溃时不会在磁盘上留下内存副本，其他程序也无法读取其内存。</translation>
        </message>
        <message>
            <location filename="../../app/secrecy.py" />
            <source>This system does not keep other programs of the same person from reading the memory.</source>
            <translation>此系统不能阻止同一用户的其他程序读取内存。</translation>
        </message>
        <message>
            <location filename="../../app/secrecy.py" />
            <source>Keys are never swapped out. Pictures and text may be: let the system encrypt its swap space.</source>
            <translation>密钥不会被换出到磁盘；图像和文字有可能，请让系统加密其交换空间。</translation>
        </message>
        <message>
            <location filename="../../app/secrecy.py" />
            <source>Keys, pictures and text may be swapped out here: let the system encrypt its swap space.</source>
            <translation>在此系统上，密钥、图像和文字可能被换出到磁盘：请让系统加密其交换空间。</translation>
        </message>
        <message>
            <location filename="../../app/services/asking.py" />
            <source>The model could not be run: its process ended ({kind}).</source>
            <translation>无法运行模型：其进程已结束（{kind}）。</translation>
        </message>
        <message>
            <location filename="../../app/services/asking.py" />
            <source>Nothing was stored. Try again; if it happens again, the model does not run on this computer.</source>
            <translation>未保存任何内容。请重试；若再次发生，说明该模型无法在本机运行。</translation>
        </message>
        <message>
            <location filename="../../app/services/auditing.py" />
            <source>The file {path} cannot be written.</source>
            <translation>无法写入文件 {path}。</translation>
        </message>
        <message>
            <location filename="../../app/services/auditing.py" />
            <source>Choose another folder, or make room on the disk.</source>
            <translation>请选择其他文件夹，或腾出磁盘空间。</translation>
        </message>
        <message>
            <location filename="../../app/services/auditing.py" />
            <source>This is no head code.</source>
            <translation>这不是有效的链首码。</translation>
        </message>
        <message>
            <location filename="../../app/services/auditing.py" />
            <source>A head code is a number and four groups of four letters and digits, as the audit room shows it.</source>
            <translation>链首码由一个数字和四组各四位的字母数字组成，可在“审计”中查看。</translation>
        </message>
        <message>
            <location filename="../../app/services/auditing.py" />
            <source>Entry {n} of the audit trail is missing.</source>
            <translation>审计记录的第 {n} 条缺失。</translation>
        </message>
        <message>
            <location filename="../../app/services/auditing.py" />
            <source>Entry {n} of the audit trail is missing; entry {noting} notes it.</source>
            <translation>审计记录的第 {n} 条缺失；第 {noting} 条已注明。</translation>
        </message>
        <message>
            <location filename="../../app/services/auditing.py" />
            <source>Entries {first} to {last} of the audit trail are missing.</source>
            <translation>审计记录的第 {first} 至 {last} 条缺失。</translation>
        </message>
        <message>
            <location filename="../../app/services/auditing.py" />
            <source>Entries {first} to {last} of the audit trail are missing; entry {noting} notes it.</source>
            <translation>审计记录的第 {first} 至 {last} 条缺失；第 {noting} 条已注明。</translation>
        </message>
        <message>
            <location filename="../../app/services/auditing.py" />
            <source>The last {n} entries of the audit trail are missing.</source>
            <translation>审计记录的最后 {n} 条缺失。</translation>
        </message>
        <message>
            <location filename="../../app/services/auditing.py" />
            <source>Entry {n} of the audit trail was changed, or one before it.</source>
            <translation>审计记录的第 {n} 条或其前面的某一条被更改过。</translation>
        </message>
        <message>
            <location filename="../../app/services/auditing.py" />
            <source>Entry {n} of the audit trail stands where entry {expected} belongs.</source>
            <translation>审计记录的第 {n} 条出现在第 {expected} 条的位置上。</translation>
        </message>
        <message>
            <location filename="../../app/services/auditing.py" />
            <source>Entry {n} of the audit trail is not of the epoch it names.</source>
            <translation>审计记录的第 {n} 条不属于它所标明的时段。</translation>
        </message>
        <message>
            <location filename="../../app/services/auditing.py" />
            <source>Epoch {n} of the audit trail is missing.</source>
            <translation>审计记录的第 {n} 个时段缺失。</translation>
        </message>
        <message>
            <location filename="../../app/services/auditing.py" />
            <source>Epoch {n} of the audit trail was never signed.</source>
            <translation>审计记录的第 {n} 个时段从未签名。</translation>
        </message>
        <message>
            <location filename="../../app/services/auditing.py" />
            <source>The signature of epoch {n} of the audit trail does not hold.</source>
            <translation>审计记录第 {n} 个时段的签名无效。</translation>
        </message>
        <message>
            <location filename="../../app/services/auditing.py" />
            <source>The head code is of another trail, or entries after it are missing.</source>
            <translation>该链首码属于另一份审计记录，或其后的条目缺失。</translation>
        </message>
        <message>
            <location filename="../../app/services/backing_up.py" />
            <source>This vault has no backup.</source>
            <translation>此保险库没有备份。</translation>
        </message>
        <message>
            <location filename="../../app/services/backing_up.py" />
            <source>The last whole backup is {n} days old.</source>
            <translation>上一次完好的备份是 {n} 天前的。</translation>
        </message>
        <message>
            <location filename="../../app/services/backing_up.py" />
            <source>The last whole backup is {n} hours old.</source>
            <translation>上一次完好的备份是 {n} 小时前的。</translation>
        </message>
        <message>
            <location filename="../../app/services/backing_up.py" />
            <source>Backups are made every 4, 12, 24 or 168 hours, or only by hand; 1 to 100 are kept.</source>
            <translation>备份可每 4、12、24 或 168 小时进行一次，或仅手动进行；可保留 1 至 100 份。</translation>
        </message>
        <message>
            <location filename="../../app/services/backing_up.py" />
            <source>No folder for backups was chosen.</source>
            <translation>尚未选择备份文件夹。</translation>
        </message>
        <message>
            <location filename="../../app/services/backing_up.py" />
            <source>An administrator chooses one in the settings, or with “aegle backup plan --folder”.</source>
            <translation>请管理员在设置中选择，或运行“aegle backup plan --folder”。</translation>
        </message>
        <message>
            <location filename="../../app/services/backing_up.py" />
            <source>This vault knows of no backup {name}.</source>
            <translation>此保险库没有名为 {name} 的备份。</translation>
        </message>
        <message>
            <location filename="../../app/services/backing_up.py" />
            <source>This vault has no backup yet.</source>
            <translation>此保险库还没有备份。</translation>
        </message>
        <message>
            <location filename="../../app/services/backing_up.py" />
            <source>“aegle backup list” names those it knows.</source>
            <translation>“aegle backup list”可列出已知的备份。</translation>
        </message>
        <message>
            <location filename="../../app/services/cohorts.py" />
            <source>A cohort needs a name of its own.</source>
            <translation>队列需要一个独有的名称。</translation>
        </message>
        <message>
            <location filename="../../app/services/cohorts.py" />
            <source>Give one that no other cohort has.</source>
            <translation>请取一个其他队列没有的名称。</translation>
        </message>
        <message>
            <location filename="../../app/services/cohorts.py" />
            <source>No patient of this vault fits the rule.</source>
            <translation>保险库中没有患者符合该规则。</translation>
        </message>
        <message>
            <location filename="../../app/services/cohorts.py" />
            <source>Ask for less, or import more patients first.</source>
            <translation>请放宽条件，或先导入更多患者。</translation>
        </message>
        <message>
            <location filename="../../app/services/cohorts.py" />
            <source>No series of this cohort holds images that can be read.</source>
            <translation>该队列没有可读取图像的序列。</translation>
        </message>
        <message>
            <location filename="../../app/services/cohorts.py" />
            <source>Save a cohort with a modality, such as CT, whose images are in the vault.</source>
            <translation>请按模态（如 CT）保存队列，且其图像已在保险库中。</translation>
        </message>
        <message>
            <location filename="../../app/services/cohorts.py" />
            <source>There is no cohort "{name}".</source>
            <translation>没有队列“{name}”。</translation>
        </message>
        <message>
            <location filename="../../app/services/cohorts.py" />
            <source>The cohorts are: {names}.</source>
            <translation>现有队列：{names}。</translation>
        </message>
        <message>
            <location filename="../../app/services/decoding.py" />
            <source>Opening image {done} of {total}</source>
            <translation>正在打开第 {done} / {total} 幅图像</translation>
        </message>
        <message>
            <location filename="../../app/services/deleting.py" />
            <source>Nothing that was deleted is still to be erased.</source>
            <translation>没有已删除而尚未彻底清除的内容。</translation>
        </message>
        <message>
            <location filename="../../app/services/deleting.py" />
            <source>Writing volume {n} of {total} anew</source>
            <translation>正在重写第 {n} 个分卷，共 {total} 个</translation>
        </message>
        <message>
            <location filename="../../app/services/deleting.py" />
            <source>Writing the records anew</source>
            <translation>正在重写记录</translation>
        </message>
        <message>
            <location filename="../../app/services/deleting.py" />
            <source>This patient is not in the vault.</source>
            <translation>保险库中没有该患者。</translation>
        </message>
        <message>
            <location filename="../../app/services/deleting.py" />
            <source>Look in the worklist.</source>
            <translation>请在工作列表中查找。</translation>
        </message>
        <message>
            <location filename="../../app/services/deleting.py" />
            <source>This study is not in the vault.</source>
            <translation>保险库中没有这项检查。</translation>
        </message>
        <message>
            <location filename="../../app/services/documents.py" />
            <source>There is no series {uid} in this vault.</source>
            <translation>此保险库中没有序列 {uid}。</translation>
        </message>
        <message>
            <location filename="../../app/services/documents.py" />
            <source>List the series there are, then name one of them by its UID.</source>
            <translation>请先列出现有序列，再用 UID 指定其中一个。</translation>
        </message>
        <message>
            <location filename="../../app/services/documents.py" />
            <source>The header of this image cannot be read.</source>
            <translation>无法读取此图像的头信息。</translation>
        </message>
        <message>
            <location filename="../../app/services/documents.py" />
            <source>The file may be damaged. Check the vault.</source>
            <translation>文件可能已损坏。请检查保险库。</translation>
        </message>
        <message>
            <location filename="../../app/services/documents.py" />
            <source>This document cannot be read ({kind}).</source>
            <translation>无法读取此文档（{kind}）。</translation>
        </message>
        <message>
            <location filename="../../app/services/documents.py" />
            <source>Ask for it again from where it came.</source>
            <translation>请向来源处重新索取。</translation>
        </message>
        <message>
            <location filename="../../app/services/documents.py" />
            <source>The image that this is about is not in the vault.</source>
            <translation>所指的图像不在保险库中。</translation>
        </message>
        <message>
            <location filename="../../app/services/documents.py" />
            <source>Import it, then open this again.</source>
            <translation>请先导入该图像，再重新打开。</translation>
        </message>
        <message>
            <location filename="../../app/services/emergencies.py" />
            <source>Emergency access needs a reason of at least {n} characters.</source>
            <translation>紧急访问需要填写至少 {n} 个字符的原因。</translation>
        </message>
        <message>
            <location filename="../../app/services/emergencies.py" />
            <source>Write what happened. It is kept in the audit trail and reviewed.</source>
            <translation>请写明发生了什么。内容会写入审计记录并接受复核。</translation>
        </message>
        <message>
            <location filename="../../app/services/emergencies.py" />
            <source>There is no such emergency access in this vault.</source>
            <translation>此保险库中没有该次紧急访问。</translation>
        </message>
        <message>
            <location filename="../../app/services/emergencies.py" />
            <source>Your own emergency access is reviewed by somebody else.</source>
            <translation>您本人的紧急访问须由他人复核。</translation>
        </message>
        <message>
            <location filename="../../app/services/emergencies.py" />
            <source>Ask another administrator.</source>
            <translation>请联系另一位管理员。</translation>
        </message>
        <message>
            <location filename="../../app/services/evaluation_pages.py" />
            <source>A model's figures hold for patients like those it was measured on.</source>
            <translation>模型的指标只适用于与所测患者相似的患者。</translation>
        </message>
        <message>
            <location filename="../../app/services/evaluation_pages.py" />
            <source>Page {n} of {total}</source>
            <translation>第 {n} 页，共 {total} 页</translation>
        </message>
        <message>
            <location filename="../../app/services/explaining.py" />
            <source>Reading what the model read</source>
            <translation>正在读取模型当时读取的内容</translation>
        </message>
        <message>
            <location filename="../../app/services/explaining.py" />
            <source>The model that gave this answer was replaced by another version.</source>
            <translation>给出此答案的模型已被另一版本取代。</translation>
        </message>
        <message>
            <location filename="../../app/services/explaining.py" />
            <source>Ask the model again, then look at what the new answer hangs on.</source>
            <translation>请重新询问模型，再查看新答案取决于什么。</translation>
        </message>
        <message>
            <location filename="../../app/services/explaining.py" />
            <source>Asking {name}, part by part</source>
            <translation>正在逐部分询问 {name}</translation>
        </message>
        <message>
            <location filename="../../app/services/explaining.py" />
            <source>What the model read has changed since it gave this answer: explained is what it says today, which may differ.</source>
            <translation>模型给出此答案后，其读取的内容已有变化：此处解释的是它今天的答案，可能有所不同。</translation>
        </message>
        <message>
            <location filename="../../app/services/explanation_pages.py" />
            <source>What the answers of {model} hang on</source>
            <translation>{model} 的答案取决于什么</translation>
        </message>
        <message>
            <location filename="../../app/services/explanation_pages.py" />
            <source>Over {n} cases</source>
            <translation>共 {n} 个病例</translation>
        </message>
        <message>
            <location filename="../../app/services/explanation_pages.py" />
            <source>How much worse the model gets ({figure}) when an input is dealt out anew among the cases.</source>
            <translation>把某项输入在病例间打乱后，模型变差多少（{figure}）。</translation>
        </message>
        <message>
            <location filename="../../app/services/explanation_pages.py" />
            <source>Loss</source>
            <translation>损失</translation>
        </message>
        <message>
            <location filename="../../app/services/explanation_pages.py" />
            <source>95 % interval</source>
            <translation>95% 区间</translation>
        </message>
        <message>
            <location filename="../../app/services/explanation_pages.py" />
            <source>Can that be believed?</source>
            <translation>可信吗？</translation>
        </message>
        <message>
            <location filename="../../app/services/explanation_pages.py" />
            <source>Of {n} cases</source>
            <translation>{n} 个病例</translation>
        </message>
        <message>
            <location filename="../../app/services/explanation_pages.py" />
            <source>as named</source>
            <translation>按所指顺序</translation>
        </message>
        <message>
            <location filename="../../app/services/explanation_pages.py" />
            <source>at random</source>
            <translation>随机顺序</translation>
        </message>
        <message>
            <location filename="../../app/services/explanation_pages.py" />
            <source>Taking inputs away moves the answer by</source>
            <translation>去掉输入使答案变动</translation>
        </message>
        <message>
            <location filename="../../app/services/explanation_pages.py" />
            <source>Putting them back moves it by</source>
            <translation>放回输入使答案变动</translation>
        </message>
        <message>
            <location filename="../../app/services/explanation_pages.py" />
            <source>Two explanations of one case agree by a correlation of {figure}.</source>
            <translation>同一病例的两次解释相关系数为 {figure}。</translation>
        </message>
        <message>
            <location filename="../../app/services/explanation_pages.py" />
            <source>The patient in row {n}</source>
            <translation>第 {n} 行的患者</translation>
        </message>
        <message>
            <location filename="../../app/services/explanation_pages.py" />
            <source>This patient</source>
            <translation>此患者</translation>
        </message>
        <message>
            <location filename="../../app/services/explanation_pages.py" />
            <source>What each input adds</source>
            <translation>各项输入的贡献</translation>
        </message>
        <message>
            <location filename="../../app/services/explanation_pages.py" />
            <source>What would change the answer, all of it together</source>
            <translation>什么会改变答案（以下各项同时改变）</translation>
        </message>
        <message>
            <location filename="../../app/services/explanation_pages.py" />
            <source>Slice {n} of the volume as the model was given it.</source>
            <translation>模型所得体积的第 {n} 层。</translation>
        </message>
        <message>
            <location filename="../../app/services/exporting.py" />
            <source>Their voxels have no certain place. Choose another display set, or export single pictures.</source>
            <translation>体素位置无法确定。请选择其他显示组，或导出单张图片。</translation>
        </message>
        <message>
            <location filename="../../app/services/exporting.py" />
            <source>A film runs with 0.1 to 120 frames a second; {rate} were asked for.</source>
            <translation>视频帧率须在每秒 0.1 至 120 帧之间；所要求的是 {rate}。</translation>
        </message>
        <message>
            <location filename="../../app/services/exporting.py" />
            <source>Choose a rate between.</source>
            <translation>请选择此范围内的帧率。</translation>
        </message>
        <message>
            <location filename="../../app/services/exporting.py" />
            <source>The name of this file must end in {ending}.</source>
            <translation>此文件名必须以 {ending} 结尾。</translation>
        </message>
        <message>
            <location filename="../../app/services/exporting.py" />
            <source>Choose another name, such as {name}{ending}.</source>
            <translation>请换一个名称，例如 {name}{ending}。</translation>
        </message>
        <message>
            <location filename="../../app/services/exporting.py" />
            <source>There is no slice {n}.</source>
            <translation>没有第 {n} 层。</translation>
        </message>
        <message>
            <location filename="../../app/services/exporting.py" />
            <source>This display set has {count} slices, numbered from 0 to {last}.</source>
            <translation>该显示组有 {count} 层，编号从 0 到 {last}。</translation>
        </message>
        <message>
            <location filename="../../app/services/findings.py" />
            <source>This finding is not in the vault any more.</source>
            <translation>该所见已不在保险库中。</translation>
        </message>
        <message>
            <location filename="../../app/services/gathering.py" />
            <source>Check the name, and that the disc is in its drive.</source>
            <translation>请检查名称，并确认光盘已放入光驱。</translation>
        </message>
        <message>
            <location filename="../../app/services/gathering.py" />
            <source>Looking for files: {n} found</source>
            <translation>正在查找文件：已找到 {n} 个</translation>
        </message>
        <message>
            <location filename="../../app/services/gathering.py" />
            <source>The folder may not be opened by you.</source>
            <translation>您没有打开该文件夹的权限。</translation>
        </message>
        <message>
            <location filename="../../app/services/gathering.py" />
            <source>Ask its owner or your administrator for permission, then import again.</source>
            <translation>请向所有者或管理员申请权限，然后重新导入。</translation>
        </message>
        <message>
            <location filename="../../app/services/gathering.py" />
            <source>Not a file but a device or a connection; it was not opened.</source>
            <translation>这不是文件，而是设备或连接，未打开。</translation>
        </message>
        <message>
            <location filename="../../app/services/gathering.py" />
            <source>Looking into the ZIP archive took more time or memory than a file may use.</source>
            <translation>读取 ZIP 压缩包所用的时间或内存超出限制。</translation>
        </message>
        <message>
            <location filename="../../app/services/handing_out.py" />
            <source>Writing file {done} of {total}</source>
            <translation>正在写出第 {done} 个文件，共 {total} 个</translation>
        </message>
        <message>
            <location filename="../../app/services/handing_out.py" />
            <source>A ZIP file is written encrypted, and no passphrase was given for it.</source>
            <translation>ZIP 文件以加密方式写出，但未给出其口令。</translation>
        </message>
        <message>
            <location filename="../../app/services/handing_out.py" />
            <source>Give one, and send it to the receiver by another way than the file.</source>
            <translation>请给出口令，并以不同于文件的途径告知接收者。</translation>
        </message>
        <message>
            <location filename="../../app/services/handing_out.py" />
            <source>There is a file {path} already.</source>
            <translation>文件 {path} 已存在。</translation>
        </message>
        <message>
            <location filename="../../app/services/handing_out.py" />
            <source>Choose another name.</source>
            <translation>请选择其他名称。</translation>
        </message>
        <message>
            <location filename="../../app/services/handing_out.py" />
            <source>The folder {path} is not empty.</source>
            <translation>文件夹 {path} 不是空的。</translation>
        </message>
        <message>
            <location filename="../../app/services/handing_out.py" />
            <source>Choose an empty folder, so that nobody's files are mixed.</source>
            <translation>请选择空文件夹，以免混入他人的文件。</translation>
        </message>
        <message>
            <location filename="../../app/services/handing_out.py" />
            <source>There is no option {name}.</source>
            <translation>没有选项 {name}。</translation>
        </message>
        <message>
            <location filename="../../app/services/handing_out.py" />
            <source>The options are: {names}.</source>
            <translation>可用选项：{names}。</translation>
        </message>
        <message>
            <location filename="../../app/services/handing_out.py" />
            <source>There is no study or series {uid} in this vault.</source>
            <translation>此保险库中没有检查或序列 {uid}。</translation>
        </message>
        <message>
            <location filename="../../app/services/handing_out.py" />
            <source>List the studies there are, then name one of them by its UID.</source>
            <translation>请列出现有检查，再用 UID 指明其中之一。</translation>
        </message>
        <message>
            <location filename="../../app/services/handing_out.py" />
            <source>The picture may show the person's name in its pixels ({why}).</source>
            <translation>图像像素中可能带有患者姓名（{why}）。</translation>
        </message>
        <message>
            <location filename="../../app/services/handing_out.py" />
            <source>Look at it. If it shows none, hand it out again with your yes to pictures that may show text.</source>
            <translation>请查看该图像。若没有姓名，请确认后再次导出。</translation>
        </message>
        <message>
            <location filename="../../app/services/handing_out.py" />
            <source>The file could not be made anonymous ({kind}), so it was not written.</source>
            <translation>无法将该文件匿名化（{kind}），因此未写出。</translation>
        </message>
        <message>
            <location filename="../../app/services/handing_out.py" />
            <source>Something of the person would be left in it, or it is damaged.</source>
            <translation>其中会残留患者信息，或文件已损坏。</translation>
        </message>
        <message>
            <location filename="../../app/services/handing_out.py" />
            <source>The files could not be written: {path}</source>
            <translation>无法写出文件：{path}</translation>
        </message>
        <message>
            <location filename="../../app/services/identity.py" />
            <source>Female</source>
            <translation>女</translation>
        </message>
        <message>
            <location filename="../../app/services/identity.py" />
            <source>Male</source>
            <translation>男</translation>
        </message>
        <message>
            <location filename="../../app/services/identity.py" />
            <source>Other sex</source>
            <translation>其他性别</translation>
        </message>
        <message>
            <location filename="../../app/services/identity.py" />
            <source>Sex not stated</source>
            <translation>未注明性别</translation>
        </message>
        <message>
            <location filename="../../app/services/identity.py" />
            <source>F</source>
            <translation>女</translation>
        </message>
        <message>
            <location filename="../../app/services/identity.py" />
            <source>M</source>
            <translation>男</translation>
        </message>
        <message>
            <location filename="../../app/services/identity.py" />
            <source>O</source>
            <translation>其他</translation>
        </message>
        <message>
            <location filename="../../app/services/identity.py" />
            <source>{n} y</source>
            <translation>{n} 岁</translation>
        </message>
        <message>
            <location filename="../../app/services/identity.py" />
            <source>{n} mo</source>
            <translation>{n} 个月</translation>
        </message>
        <message>
            <location filename="../../app/services/identity.py" />
            <source>{n} d</source>
            <translation>{n} 天</translation>
        </message>
        <message>
            <location filename="../../app/services/import_keeping.py" />
            <source>Another image with the same identifier but other bytes is in the vault already.</source>
            <translation>保险库中已有标识相同但内容不同的图像。</translation>
        </message>
        <message>
            <location filename="../../app/services/import_keeping.py" />
            <source>Both are kept and shown apart; nothing was overwritten. Ask the sender which one is right.</source>
            <translation>两者均已保存并分别显示，没有覆盖。请向发送方确认哪一个正确。</translation>
        </message>
        <message>
            <location filename="../../app/services/import_keeping.py" />
            <source>The study has the same identifier as a study of another patient.</source>
            <translation>该检查与另一位患者的检查标识相同。</translation>
        </message>
        <message>
            <location filename="../../app/services/import_keeping.py" />
            <source>It is kept apart under its own patient; nothing was mixed. Ask the sender whose it is.</source>
            <translation>已归在其本人名下，没有混淆。请向发送方确认归属。</translation>
        </message>
        <message>
            <location filename="../../app/services/import_media.py" />
            <source>The table of contents of this disc names {n} files that are not here: {names}</source>
            <translation>光盘目录列出了 {n} 个此处没有的文件：{names}</translation>
        </message>
        <message>
            <location filename="../../app/services/import_media.py" />
            <source>It was copied in part, or is damaged. Compare the number of images with the request, or ask again.</source>
            <translation>光盘可能只复制了一部分，或已损坏。请与申请单核对图像数量，或重新索取。</translation>
        </message>
        <message>
            <location filename="../../app/services/import_reading.py" />
            <source>The file was changed while it was being read.</source>
            <translation>读取过程中文件被更改。</translation>
        </message>
        <message>
            <location filename="../../app/services/import_reading.py" />
            <source>Import it again when nothing writes to it any more.</source>
            <translation>请等到没有程序再写入该文件后重新导入。</translation>
        </message>
        <message>
            <location filename="../../app/services/import_reading.py" />
            <source>Leave it out or export it again. The other files were not harmed.</source>
            <translation>请略过或重新导出。其他文件不受影响。</translation>
        </message>
        <message>
            <location filename="../../app/services/import_reading.py" />
            <source>Reading the file took too long and was stopped.</source>
            <translation>读取该文件耗时过长，已停止。</translation>
        </message>
        <message>
            <location filename="../../app/services/import_reading.py" />
            <source>Reading the file needs more memory than a file may use.</source>
            <translation>读取该文件所需内存超出限制。</translation>
        </message>
        <message>
            <location filename="../../app/services/import_reading.py" />
            <source>The file is damaged in a way that stopped its reader.</source>
            <translation>文件损坏，导致读取程序中止。</translation>
        </message>
        <message>
            <location filename="../../app/services/importing.py" />
            <source>Looking for files</source>
            <translation>正在查找文件</translation>
        </message>
        <message>
            <location filename="../../app/services/importing.py" />
            <source>The table {name} cannot be read.</source>
            <translation>无法读取表格 {name}。</translation>
        </message>
        <message>
            <location filename="../../app/services/importing.py" />
            <source>Check that it is there and that you may read it; save it as CSV in UTF-8.</source>
            <translation>请确认文件存在且您有读取权限；并另存为 UTF-8 编码的 CSV。</translation>
        </message>
        <message>
            <location filename="../../app/services/importing.py" />
            <source>The mapping file cannot be read: {path}</source>
            <translation>无法读取映射文件：{path}</translation>
        </message>
        <message>
            <location filename="../../app/services/importing.py" />
            <source>It must be a text file in UTF-8 that you may read.</source>
            <translation>它必须是您有权读取的 UTF-8 文本文件。</translation>
        </message>
        <message>
            <location filename="../../app/services/importing.py" />
            <source>Importing {done} of {total} files</source>
            <translation>正在导入第 {done} / {total} 个文件</translation>
        </message>
        <message>
            <location filename="../../app/services/importing.py" />
            <source>Drawing small pictures</source>
            <translation>正在生成缩略图</translation>
        </message>
        <message>
            <location filename="../../app/services/importing.py" />
            <source>The record tells of a patient who is not in it: {patient}.</source>
            <translation>病历提到了其中没有的患者：{patient}。</translation>
        </message>
        <message>
            <location filename="../../app/services/importing.py" />
            <source>Nothing of it was kept, as nobody could say whose it is. Import it together with the file that holds the patient.</source>
            <translation>由于无法确定归属，未保存任何内容。请与包含该患者的文件一起导入。</translation>
        </message>
        <message>
            <location filename="../../app/services/matching.py" />
            <source>Compare the two records; if they are of two persons, tell whoever gave the number.</source>
            <translation>请核对两份病历；如属于两个人，请告知病历号的发放方。</translation>
        </message>
        <message>
            <location filename="../../app/services/matching.py" />
            <source>Patient {mrn} is written with another name here, with the same birth date.</source>
            <translation>患者 {mrn} 在此处的姓名不同，但出生日期相同。</translation>
        </message>
        <message>
            <location filename="../../app/services/matching.py" />
            <source>Patient {mrn} is written with another sex here.</source>
            <translation>患者 {mrn} 在此处的性别不同。</translation>
        </message>
        <message>
            <location filename="../../app/services/matching.py" />
            <source>The number {mrn} belongs to another person in this vault: birth date or name differ.</source>
            <translation>病历号 {mrn} 在此保险库中属于另一个人：出生日期或姓名不同。</translation>
        </message>
        <message>
            <location filename="../../app/services/matching.py" />
            <source>A separate patient was made, nothing was mixed. Find out which number is right.</source>
            <translation>已建立单独的患者，没有混淆。请查明哪个病历号正确。</translation>
        </message>
        <message>
            <location filename="../../app/services/material.py" />
            <source>Two columns would have the same name.</source>
            <translation>两列会有相同的名称。</translation>
        </message>
        <message>
            <location filename="../../app/services/material.py" />
            <source>Give every column under [columns] a name of its own.</source>
            <translation>请在 [columns] 下为每一列取不同的名称。</translation>
        </message>
        <message>
            <location filename="../../app/services/material.py" />
            <source>There is nothing to learn from.</source>
            <translation>没有可供学习的数据。</translation>
        </message>
        <message>
            <location filename="../../app/services/material.py" />
            <source>Give --table, --images, --sequences, --vcf or --expression.</source>
            <translation>请提供 --table、--images、--sequences、--vcf 或 --expression。</translation>
        </message>
        <message>
            <location filename="../../app/services/material.py" />
            <source>Several kinds of data of the same patients need a table that says who is who.</source>
            <translation>同一批患者的多种数据需要一张说明对应关系的表格。</translation>
        </message>
        <message>
            <location filename="../../app/services/material.py" />
            <source>Give it with --labels or --table.</source>
            <translation>请用 --labels 或 --table 提供。</translation>
        </message>
        <message>
            <location filename="../../app/services/material.py" />
            <source>Check its name.</source>
            <translation>请检查文件名。</translation>
        </message>
        <message>
            <location filename="../../app/services/material.py" />
            <source>The file {name} could not be read: it needed too much time or memory, or is damaged.</source>
            <translation>文件 {name} 无法读取：耗时或内存过多，或已损坏。</translation>
        </message>
        <message>
            <location filename="../../app/services/material.py" />
            <source>Make it smaller, or save it again.</source>
            <translation>请缩小它，或重新保存。</translation>
        </message>
        <message>
            <location filename="../../app/services/material.py" />
            <source>The labels do not belong to these cases: no column names more than half of them.</source>
            <translation>标签与这些病例不对应：没有哪一列能对应上一半以上。</translation>
        </message>
        <message>
            <location filename="../../app/services/material.py" />
            <source>The table needs a column with the sample, file or record each row is about.</source>
            <translation>表格需要有一列说明每行对应的样本、文件或记录。</translation>
        </message>
        <message>
            <location filename="../../app/services/material.py" />
            <source>The test file lacks columns: {names}.</source>
            <translation>测试文件缺少列：{names}。</translation>
        </message>
        <message>
            <location filename="../../app/services/material.py" />
            <source>Give it the same headings as the file to learn from.</source>
            <translation>请让它与学习文件的标题一致。</translation>
        </message>
        <message>
            <location filename="../../app/services/measuring.py" />
            <source>Nothing is measured in this study, so there is nothing to report.</source>
            <translation>此检查中没有任何测量，因此没有可报告的内容。</translation>
        </message>
        <message>
            <location filename="../../app/services/measuring.py" />
            <source>Draw a measurement on an image first.</source>
            <translation>请先在图像上绘制测量。</translation>
        </message>
        <message>
            <location filename="../../app/services/measuring.py" />
            <source>A measurement lies on a plane of images that state no frame of reference, so a report cannot say where it is.</source>
            <translation>有一项测量位于没有参考坐标系的图像的平面上，报告无法说明其位置。</translation>
        </message>
        <message>
            <location filename="../../app/services/measuring.py" />
            <source>Remove it from the list, or draw it on an image itself, then write the report again.</source>
            <translation>请从列表中移除它，或直接在图像上重新绘制，然后再写报告。</translation>
        </message>
        <message>
            <location filename="../../app/services/measuring.py" />
            <source>No image of this study is marked as a key image.</source>
            <translation>此检查中没有图像被标记为关键图像。</translation>
        </message>
        <message>
            <location filename="../../app/services/measuring.py" />
            <source>Mark one with the star first.</source>
            <translation>请先用星形按钮标记一幅。</translation>
        </message>
        <message>
            <location filename="../../app/services/measuring.py" />
            <source>The image of this measurement is in another display set.</source>
            <translation>此测量所在的图像属于另一个显示集。</translation>
        </message>
        <message>
            <location filename="../../app/services/measuring.py" />
            <source>Open that set from the series list.</source>
            <translation>请从序列列表中打开那个显示集。</translation>
        </message>
        <message>
            <location filename="../../app/services/measuring.py" />
            <source>The report could not be written.</source>
            <translation>无法写出报告。</translation>
        </message>
        <message>
            <location filename="../../app/services/measuring.py" />
            <source>An image it is about may be damaged. Check the vault, then try again.</source>
            <translation>报告涉及的图像可能已损坏。请检查保险库，然后重试。</translation>
        </message>
        <message>
            <location filename="../../app/services/measuring.py" />
            <source>This is not in the vault any more.</source>
            <translation>它已不在保险库中。</translation>
        </message>
        <message>
            <location filename="../../app/services/measuring.py" />
            <source>Somebody deleted it. Open the worklist again.</source>
            <translation>已有人将其删除。请重新打开工作列表。</translation>
        </message>
        <message>
            <location filename="../../app/services/model_shelf.py" />
            <source>Checking {name}</source>
            <translation>正在核验 {name}</translation>
        </message>
        <message>
            <location filename="../../app/services/model_shelf.py" />
            <source>Keeping {name}</source>
            <translation>正在保存 {name}</translation>
        </message>
        <message>
            <location filename="../../app/services/model_shelf.py" />
            <source>The file {name} is larger than any model this program runs (2 GB).</source>
            <translation>文件 {name} 超过本程序可运行模型的上限（2 GB）。</translation>
        </message>
        <message>
            <location filename="../../app/services/model_shelf.py" />
            <source>Choose a model package.</source>
            <translation>请选择模型包。</translation>
        </message>
        <message>
            <location filename="../../app/services/model_shelf.py" />
            <source>There is no file {name}.</source>
            <translation>没有文件 {name}。</translation>
        </message>
        <message>
            <location filename="../../app/services/model_shelf.py" />
            <source>The file {name} cannot be read.</source>
            <translation>无法读取文件 {name}。</translation>
        </message>
        <message>
            <location filename="../../app/services/model_shelf.py" />
            <source>Choose a file, and check that you may read it.</source>
            <translation>请选择文件，并确认您有读取权限。</translation>
        </message>
        <message>
            <location filename="../../app/services/model_shelf.py" />
            <source>{name} is a package, not a model on the shelf.</source>
            <translation>{name} 是模型包，不是模型架上的模型。</translation>
        </message>
        <message>
            <location filename="../../app/services/model_shelf.py" />
            <source>Install it first: aegle models install "{name}".</source>
            <translation>请先安装：aegle models install "{name}"。</translation>
        </message>
        <message>
            <location filename="../../app/services/model_shelf.py" />
            <source>More than one model is called "{name}".</source>
            <translation>有多个模型名为“{name}”。</translation>
        </message>
        <message>
            <location filename="../../app/services/model_shelf.py" />
            <source>Name it by its id: {ids}.</source>
            <translation>请用标识指定：{ids}。</translation>
        </message>
        <message>
            <location filename="../../app/services/model_shelf.py" />
            <source>There is no model "{name}" on the shelf.</source>
            <translation>模型架上没有“{name}”。</translation>
        </message>
        <message>
            <location filename="../../app/services/model_shelf.py" />
            <source>On the shelf: {ids}.</source>
            <translation>模型架上有：{ids}。</translation>
        </message>
        <message>
            <location filename="../../app/services/model_shelf.py" />
            <source>Install or train one first.</source>
            <translation>请先安装或训练一个模型。</translation>
        </message>
        <message>
            <location filename="../../app/services/model_shelf.py" />
            <source>Another model with the id "{id}" is on the shelf.</source>
            <translation>模型架上已有标识为“{id}”的另一个模型。</translation>
        </message>
        <message>
            <location filename="../../app/services/model_shelf.py" />
            <source>Remove it first if this one is to take its place.</source>
            <translation>若要替换，请先移除它。</translation>
        </message>
        <message>
            <location filename="../../app/services/outside.py" />
            <source>This vault and the one in {folder} are one and the same, copied.</source>
            <translation>此保险库与 {folder} 中的是同一个，其中一个是副本。</translation>
        </message>
        <message>
            <location filename="../../app/services/outside.py" />
            <source>What is done in one is missing in the other. Open the one in {folder}, or move it away from this computer; or make a vault of its own of this one: “aegle vault separate”, or the button at the door. Nothing was opened or changed.</source>
            <translation>在其中一个里做的事，另一个里不会有。请打开 {folder} 中的那个，或将其移出此计算机；也可以把这一个变成独立的保险库：运行“aegle vault separate”，或使用登录页上的按钮。没有打开或更改任何内容。</translation>
        </message>
        <message>
            <location filename="../../app/services/outside.py" />
            <source>It holds something else than the head of an audit trail.</source>
            <translation>其中保存的不是审计链首。</translation>
        </message>
        <message>
            <location filename="../../app/services/papers.py" />
            <source>Reading the evaluation</source>
            <translation>正在读取评价</translation>
        </message>
        <message>
            <location filename="../../app/services/papers.py" />
            <source>Drawing the pages</source>
            <translation>正在绘制页面</translation>
        </message>
        <message>
            <location filename="../../app/services/papers.py" />
            <source>A report is a PDF or an HTML file.</source>
            <translation>报告为 PDF 或 HTML 文件。</translation>
        </message>
        <message>
            <location filename="../../app/services/papers.py" />
            <source>Name it .pdf or .html.</source>
            <translation>请以 .pdf 或 .html 命名。</translation>
        </message>
        <message>
            <location filename="../../app/services/papers.py" />
            <source>{name} holds no evaluation that can be read.</source>
            <translation>{name} 不含可读取的评价。</translation>
        </message>
        <message>
            <location filename="../../app/services/papers.py" />
            <source>It was made elsewhere, or by an older version: its card says what was measured. Train it again for more.</source>
            <translation>它由别处或旧版本制成：卡片上有已测指标。如需更多请重新训练。</translation>
        </message>
        <message>
            <location filename="../../app/services/people.py" />
            <source>There is a user {user} already.</source>
            <translation>已有用户 {user}。</translation>
        </message>
        <message>
            <location filename="../../app/services/people.py" />
            <source>Nobody can remove themselves from a vault.</source>
            <translation>任何人都不能把自己从保险库中移除。</translation>
        </message>
        <message>
            <location filename="../../app/services/people.py" />
            <source>Ask another administrator to do it.</source>
            <translation>请让另一位管理员来操作。</translation>
        </message>
        <message>
            <location filename="../../app/services/people.py" />
            <source>This computer account has no keychain that the workstation may use.</source>
            <translation>此计算机账户没有工作站可以使用的钥匙串。</translation>
        </message>
        <message>
            <location filename="../../app/services/people.py" />
            <source>The Windows Credential Locker, the macOS Keychain, or a Secret Service (GNOME Keyring, KWallet) are used, nothing else. Nothing was changed.</source>
            <translation>只使用 Windows 凭据管理器、macOS 钥匙串或 Secret Service（GNOME 密钥环、KWallet）。没有更改任何内容。</translation>
        </message>
        <message>
            <location filename="../../app/services/people.py" />
            <source>{user} has not signed in since the workstation was updated.</source>
            <translation>自工作站更新以来，{user} 还没有登录过。</translation>
        </message>
        <message>
            <location filename="../../app/services/people.py" />
            <source>Let them sign in once, or remove them; then the keys can be changed.</source>
            <translation>请让其登录一次，或将其移除；然后即可更换密钥。</translation>
        </message>
        <message>
            <location filename="../../app/services/people.py" />
            <source>There is no user {user}.</source>
            <translation>没有用户 {user}。</translation>
        </message>
        <message>
            <location filename="../../app/services/people.py" />
            <source>{user} is the last administrator and cannot be removed.</source>
            <translation>{user} 是最后一位管理员，不能移除。</translation>
        </message>
        <message>
            <location filename="../../app/services/people.py" />
            <source>Make somebody else an administrator first.</source>
            <translation>请先指定另一位管理员。</translation>
        </message>
        <message>
            <location filename="../../app/services/predicting.py" />
            <source>Asking {name}</source>
            <translation>正在询问 {name}</translation>
        </message>
        <message>
            <location filename="../../app/services/predicting.py" />
            <source>A row of a table is not kept in the vault.</source>
            <translation>表格的行不保存在库中。</translation>
        </message>
        <message>
            <location filename="../../app/services/predicting.py" />
            <source>Use aegle explain with the table it came from.</source>
            <translation>请用 aegle explain 和原来的表格。</translation>
        </message>
        <message>
            <location filename="../../app/services/predicting.py" />
            <source>Add what is missing to the record, or ask about a table.</source>
            <translation>请补充病历中缺少的内容，或用表格询问。</translation>
        </message>
        <message>
            <location filename="../../app/services/predicting.py" />
            <source>Choose another model, or another series.</source>
            <translation>请选择另一个模型，或另一个序列。</translation>
        </message>
        <message>
            <location filename="../../app/services/predicting.py" />
            <source>The card does not say which part of the body and which kind of image it reads: look at its intended use.</source>
            <translation>模型卡未说明它读取的部位和影像类型：请查看其预期用途。</translation>
        </message>
        <message>
            <location filename="../../app/services/predicting.py" />
            <source>{name} reads clinical values of a patient, not images.</source>
            <translation>{name} 读取患者的临床数值，不读取影像。</translation>
        </message>
        <message>
            <location filename="../../app/services/predicting.py" />
            <source>{name} draws outlines: ask it about a folder of images.</source>
            <translation>{name} 用于勾画轮廓：请用影像文件夹询问。</translation>
        </message>
        <message>
            <location filename="../../app/services/predicting.py" />
            <source>Nothing in this series can be shown.</source>
            <translation>此序列中没有可显示的内容。</translation>
        </message>
        <message>
            <location filename="../../app/services/predicting.py" />
            <source>{name} reads images in another unit than that of this series.</source>
            <translation>{name} 读取的影像单位与此序列不同。</translation>
        </message>
        <message>
            <location filename="../../app/services/predicting.py" />
            <source>{name} reads single images, this series holds {n}.</source>
            <translation>{name} 读取单幅影像，此序列有 {n} 幅。</translation>
        </message>
        <message>
            <location filename="../../app/services/predicting.py" />
            <source>{name} reads volumes, this series is a single image.</source>
            <translation>{name} 读取体积影像，此序列是单幅影像。</translation>
        </message>
        <message>
            <location filename="../../app/services/predicting.py" />
            <source>The record has {found} of the {needed} values {name} reads; it needs {missing}.</source>
            <translation>{name} 需要 {needed} 项数值，病历中有 {found} 项；还缺 {missing}。</translation>
        </message>
        <message>
            <location filename="../../app/services/rebuilding.py" />
            <source>No shipped model is called "{name}".</source>
            <translation>随程序提供的模型中没有“{name}”。</translation>
        </message>
        <message>
            <location filename="../../app/services/rebuilding.py" />
            <source>They are: {names}.</source>
            <translation>它们是：{names}。</translation>
        </message>
        <message>
            <location filename="../../app/services/rebuilding.py" />
            <source>The data of {name} are not there: {path}.</source>
            <translation>缺少 {name} 的数据：{path}。</translation>
        </message>
        <message>
            <location filename="../../app/services/rebuilding.py" />
            <source>Give the folder of the data sets with --data, or name only models whose data it holds.</source>
            <translation>请用 --data 给出数据集所在的文件夹，或只列出其中有数据的模型。</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>Patient report</source>
            <translation>患者报告</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>Name not recorded</source>
            <translation>姓名未记录</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>No. {mrn}</source>
            <translation>病历号 {mrn}</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>born {date} ({age})</source>
            <translation>出生于 {date}（{age}）</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>born {date}</source>
            <translation>生于 {date}</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>Birth date not recorded</source>
            <translation>出生日期未记录</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>Aegle is not a medical device: a clinician checks every statement against its source.</source>
            <translation>Aegle 不是医疗器械：每一条内容均须由临床医生对照原始资料核实。</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>Made by {user} on {when} from the vault's records.</source>
            <translation>由 {user} 于 {when} 根据数据库中的记录生成。</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>Active conditions</source>
            <translation>现有诊断</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>Code</source>
            <translation>编码</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>Since</source>
            <translation>起始</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>Earlier conditions in the record: {n}</source>
            <translation>病历中的既往诊断：{n}</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>Current medications</source>
            <translation>当前用药</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>Dosage</source>
            <translation>用法用量</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>Earlier medications in the record: {n}</source>
            <translation>病历中的既往用药：{n}</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>Latest</source>
            <translation>最新值</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>Reference range</source>
            <translation>参考范围</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>Date</source>
            <translation>日期</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>Course</source>
            <translation>走势</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>Latest measurements</source>
            <translation>最新检测结果</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>More kinds of measurements in the record: {n}</source>
            <translation>病历中还有其他检测项目：{n}</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>high</source>
            <translation>偏高</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>low</source>
            <translation>偏低</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>Measured once ({first} to {last})</source>
            <translation>仅测一次（{first} 至 {last}）</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>Measured once ({first})</source>
            <translation>仅测一次（{first}）</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>Written reports</source>
            <translation>书面报告</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>More reports in the record: {n}</source>
            <translation>病历中还有其他报告：{n}</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>Cut short here; the whole text is in the record.</source>
            <translation>此处已截断；全文见病历。</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>None are recorded.</source>
            <translation>无记录。</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>Course of the main measurements</source>
            <translation>主要指标的走势</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>Imaging</source>
            <translation>影像</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>No description</source>
            <translation>无描述</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>{n} series, {images} images</source>
            <translation>{n} 个序列，{images} 幅图像</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>Study</source>
            <translation>检查</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>Modality</source>
            <translation>成像类型</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>Pictures are for orientation only; diagnose at the workstation, on the full series.</source>
            <translation>图像仅供参考；请在工作站上依据完整序列作出诊断。</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>Series with images that have no picture here: {n}</source>
            <translation>未在此显示图像的序列：{n}</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>Image {n} of {total}</source>
            <translation>第 {n} / {total} 幅</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>Window {centre} / {width} {unit}</source>
            <translation>窗位 {centre} / 窗宽 {width} {unit}</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>What models answered</source>
            <translation>模型的回答</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>MADE BY A MODEL</source>
            <translation>由模型生成</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>What moved the answer most</source>
            <translation>对结果影响最大的因素</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>Intended use: {use}</source>
            <translation>预期用途：{use}</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>Not for: {use}</source>
            <translation>不适用于：{use}</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>Decision: {decision}</source>
            <translation>判定：{decision}</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>Decision: {decision} (threshold {threshold} on {positive}, chosen at a prevalence of {prevalence})</source>
            <translation>判定：{decision}（{positive} 的阈值为 {threshold}，设定时的患病率为 {prevalence}）</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>Answered {when} by model {digest}, from inputs {inputs}, on {device}, ONNX Runtime {runtime}, in {seconds}.</source>
            <translation>{when} 由模型 {digest} 给出，输入 {inputs}，设备 {device}，ONNX Runtime {runtime}，用时 {seconds}。</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>Draft</source>
            <translation>草稿</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>Confirmed</source>
            <translation>已确认</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>Note</source>
            <translation>备注</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>By</source>
            <translation>操作者</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>Status</source>
            <translation>状态</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>Findings</source>
            <translation>所见</translation>
        </message>
        <message>
            <location filename="../../app/services/report_pages.py" />
            <source>Model {name}</source>
            <translation>模型 {name}</translation>
        </message>
        <message>
            <location filename="../../app/services/reporting.py" />
            <source>Reading the record</source>
            <translation>正在读取病历</translation>
        </message>
        <message>
            <location filename="../../app/services/reporting.py" />
            <source>Rendering key images</source>
            <translation>正在生成关键图像</translation>
        </message>
        <message>
            <location filename="../../app/services/reporting.py" />
            <source>Collecting predictions and findings</source>
            <translation>正在汇集预测与所见</translation>
        </message>
        <message>
            <location filename="../../app/services/reproducing.py" />
            <source>There is no protocol "{name}".</source>
            <translation>没有方案“{name}”。</translation>
        </message>
        <message>
            <location filename="../../app/services/reproducing.py" />
            <source>The protocols are: {names}.</source>
            <translation>现有方案：{names}。</translation>
        </message>
        <message>
            <location filename="../../app/services/reproducing.py" />
            <source>The data of {name} are not in the folder {folder}.</source>
            <translation>文件夹 {folder} 中没有 {name} 的数据。</translation>
        </message>
        <message>
            <location filename="../../app/services/reproducing.py" />
            <source>They are looked for at: {paths}.</source>
            <translation>查找的位置：{paths}。</translation>
        </message>
        <message>
            <location filename="../../app/services/reproducing.py" />
            <source>The folder {folder} holds none of these data sets.</source>
            <translation>文件夹 {folder} 不含这些数据集。</translation>
        </message>
        <message>
            <location filename="../../app/services/reproducing.py" />
            <source>Choose the folder that holds the folders records and imaging.</source>
            <translation>请选择含有 records 和 imaging 两个文件夹的文件夹。</translation>
        </message>
        <message>
            <location filename="../../app/services/reproducing.py" />
            <source>scaffold split</source>
            <translation>按分子骨架划分</translation>
        </message>
        <message>
            <location filename="../../app/services/reproducing.py" />
            <source>the parts the data set comes with</source>
            <translation>数据集自带的划分</translation>
        </message>
        <message>
            <location filename="../../app/services/reproducing.py" />
            <source>one fifth held out</source>
            <translation>留出五分之一</translation>
        </message>
        <message>
            <location filename="../../app/services/reproducing.py" />
            <source>{folds}-fold</source>
            <translation>{folds} 折交叉验证</translation>
        </message>
        <message>
            <location filename="../../app/services/reproducing.py" />
            <source>{folds}-fold, {n} times</source>
            <translation>{folds} 折交叉验证，重复 {n} 次</translation>
        </message>
        <message>
            <location filename="../../app/services/restoring.py" />
            <source>This recovery code does not open the backup.</source>
            <translation>此恢复码无法打开该备份。</translation>
        </message>
        <message>
            <location filename="../../app/services/restoring.py" />
            <source>Use the code that was right when the backup was made. Nothing was changed.</source>
            <translation>请使用制作备份时有效的恢复码。没有更改任何内容。</translation>
        </message>
        <message>
            <location filename="../../app/services/restoring.py" />
            <source>Name an administrator of the vault with --user.</source>
            <translation>请用 --user 指定保险库的一位管理员。</translation>
        </message>
        <message>
            <location filename="../../app/services/restoring.py" />
            <source>The backup {name} is damaged; among what is lost: {what}</source>
            <translation>备份 {name} 已损坏；丢失的内容包括：{what}</translation>
        </message>
        <message>
            <location filename="../../app/services/restoring.py" />
            <source>Choose another backup, or restore what is left of this one (--what-is-left). Nothing was changed.</source>
            <translation>请选择另一份备份，或恢复这份备份中尚存的内容（--what-is-left）。没有更改任何内容。</translation>
        </message>
        <message>
            <location filename="../../app/services/restoring.py" />
            <source>The folder {folder} lies among the backups.</source>
            <translation>文件夹 {folder} 位于备份之中。</translation>
        </message>
        <message>
            <location filename="../../app/services/restoring.py" />
            <source>Choose an empty or new folder elsewhere for the vault.</source>
            <translation>请在别处为保险库选择一个空文件夹或新文件夹。</translation>
        </message>
        <message>
            <location filename="../../app/services/restoring.py" />
            <source>The folder {folder} is not empty.</source>
            <translation>文件夹 {folder} 不是空的。</translation>
        </message>
        <message>
            <location filename="../../app/services/restoring.py" />
            <source>Choose an empty or new folder: a backup is never put back over something else.</source>
            <translation>请选择空文件夹或新文件夹：备份绝不会覆盖其他内容。</translation>
        </message>
        <message>
            <location filename="../../app/services/roles.py" />
            <source>Ask an administrator of the vault. Nothing was done.</source>
            <translation>请联系保险库管理员。未执行任何操作。</translation>
        </message>
        <message>
            <location filename="../../app/services/roles.py" />
            <source>Nobody may do this with this program.</source>
            <translation>本程序不允许任何人执行此操作。</translation>
        </message>
        <message>
            <location filename="../../app/services/roles.py" />
            <source>Your role may only look: this is for clinicians, researchers and administrators.</source>
            <translation>您的角色只能查看：此操作限临床医师、研究人员和管理员。</translation>
        </message>
        <message>
            <location filename="../../app/services/roles.py" />
            <source>Your role does not allow this: it is for researchers and administrators.</source>
            <translation>您的角色不允许此操作：限研究人员和管理员。</translation>
        </message>
        <message>
            <location filename="../../app/services/roles.py" />
            <source>Your role does not allow this: it is for administrators.</source>
            <translation>您的角色不允许此操作：限管理员。</translation>
        </message>
        <message>
            <location filename="../../app/services/sample.py" />
            <source>Drawing a chest and a head</source>
            <translation>正在绘制胸部与头部影像</translation>
        </message>
        <message>
            <location filename="../../app/services/sample.py" />
            <source>Copying real DICOM files</source>
            <translation>正在复制真实的 DICOM 文件</translation>
        </message>
        <message>
            <location filename="../../app/services/sample.py" />
            <source>Writing two records</source>
            <translation>正在写入两份病历</translation>
        </message>
        <message>
            <location filename="../../app/services/searching.py" />
            <source>Patient</source>
            <translation>患者</translation>
        </message>
        <message>
            <location filename="../../app/services/searching.py" />
            <source>Accession no.</source>
            <translation>检查号</translation>
        </message>
        <message>
            <location filename="../../app/services/searching.py" />
            <source>Series</source>
            <translation>序列</translation>
        </message>
        <message>
            <location filename="../../app/services/searching.py" />
            <source>Finding</source>
            <translation>所见</translation>
        </message>
        <message>
            <location filename="../../app/services/searching.py" />
            <source>Condition</source>
            <translation>诊断</translation>
        </message>
        <message>
            <location filename="../../app/services/searching.py" />
            <source>Report</source>
            <translation>报告</translation>
        </message>
        <message>
            <location filename="../../app/services/searching.py" />
            <source>Procedure</source>
            <translation>操作</translation>
        </message>
        <message>
            <location filename="../../app/services/searching.py" />
            <source>Medication</source>
            <translation>用药</translation>
        </message>
        <message>
            <location filename="../../app/services/searching.py" />
            <source>Encounter</source>
            <translation>就诊</translation>
        </message>
        <message>
            <location filename="../../app/services/searching.py" />
            <source>Observation</source>
            <translation>观察结果</translation>
        </message>
        <message>
            <location filename="../../app/services/searching.py" />
            <source>There is too little to search for.</source>
            <translation>可搜索的内容太少。</translation>
        </message>
        <message>
            <location filename="../../app/services/searching.py" />
            <source>Type at least two letters of a word, or one Chinese character.</source>
            <translation>请输入一个词的至少两个字母，或一个汉字。</translation>
        </message>
        <message>
            <location filename="../../app/services/searching.py" />
            <source>Making the records searchable: {done} of {total} patients</source>
            <translation>正在为病历建立索引：{total} 名患者中的 {done} 名</translation>
        </message>
        <message>
            <location filename="../../app/services/segmentations.py" />
            <source>Not every image of this set is read, so no segmentation is laid on it.</source>
            <translation>此显示组的图像尚未全部读取，因此不叠加分割。</translation>
        </message>
        <message>
            <location filename="../../app/services/segmentations.py" />
            <source>Wait until all are read; a set that is too large for the memory takes none.</source>
            <translation>请等待全部读取完毕；内存容纳不下的显示组不能叠加分割。</translation>
        </message>
        <message>
            <location filename="../../app/services/segmentations.py" />
            <source>Laying a segmentation on the images</source>
            <translation>正在将分割叠加到图像上</translation>
        </message>
        <message>
            <location filename="../../app/services/segmentations.py" />
            <source>Nothing of it lies on these images.</source>
            <translation>它没有任何部分位于这些图像上。</translation>
        </message>
        <message>
            <location filename="../../app/services/segmentations.py" />
            <source>{n} of its frames lie on images that are not among these.</source>
            <translation>其中 {n} 帧位于不在此处的图像上。</translation>
        </message>
        <message>
            <location filename="../../app/services/segmentations.py" />
            <source>This segmentation cannot be read ({kind}).</source>
            <translation>无法读取此分割（{kind}）。</translation>
        </message>
        <message>
            <location filename="../../app/services/settings.py" />
            <source>There is no such rule of display sets: {name}.</source>
            <translation>没有这样的显示集规则：{name}。</translation>
        </message>
        <message>
            <location filename="../../app/services/settings.py" />
            <source>It may be one of these: {names}.</source>
            <translation>可选：{names}。</translation>
        </message>
        <message>
            <location filename="../../app/services/settings.py" />
            <source>The vault locks after 2 to 15 minutes.</source>
            <translation>保险库在 2 至 15 分钟后自动锁定。</translation>
        </message>
        <message>
            <location filename="../../app/services/settings.py" />
            <source>Choose a number between.</source>
            <translation>请选择该范围内的数字。</translation>
        </message>
        <message>
            <location filename="../../app/services/timeline.py" />
            <source>{n} patients have the number {mrn}.</source>
            <translation>有 {n} 位患者使用病历号 {mrn}。</translation>
        </message>
        <message>
            <location filename="../../app/services/timeline.py" />
            <source>Choose one of them in the worklist, or give the patient's id.</source>
            <translation>请在工作列表中选择其中一位，或指定患者标识。</translation>
        </message>
        <message>
            <location filename="../../app/services/timeline.py" />
            <source>There is no patient {patient} in this vault.</source>
            <translation>此保险库中没有患者 {patient}。</translation>
        </message>
        <message>
            <location filename="../../app/services/timeline.py" />
            <source>Look for the patient in the worklist.</source>
            <translation>请在工作列表中查找该患者。</translation>
        </message>
        <message>
            <location filename="../../app/services/training.py" />
            <source>The folder {folder} cannot be made.</source>
            <translation>无法创建文件夹 {folder}。</translation>
        </message>
        <message>
            <location filename="../../app/services/training.py" />
            <source>Name one that is not there yet, on a disk with room.</source>
            <translation>请指定一个尚不存在、且磁盘有空间的文件夹。</translation>
        </message>
        <message>
            <location filename="../../app/services/training.py" />
            <source>There is no trained model in {folder}.</source>
            <translation>{folder} 中没有训练好的模型。</translation>
        </message>
        <message>
            <location filename="../../app/services/training.py" />
            <source>Run torchrun on it to its end; what was reached is kept there.</source>
            <translation>请用 torchrun 将其运行到结束；已完成的部分保存在其中。</translation>
        </message>
        <message>
            <location filename="../../app/services/training.py" />
            <source>Training is not installed on this computer (it needs torch).</source>
            <translation>本机未安装训练组件（需要 torch）。</translation>
        </message>
        <message>
            <location filename="../../app/services/training.py" />
            <source>Install it with: python3 packaging/bootstrap.py, or pip install aegle[train].</source>
            <translation>安装方法：python3 packaging/bootstrap.py，或 pip install aegle[train]。</translation>
        </message>
        <message>
            <location filename="../../app/services/training.py" />
            <source>What was learned is not there any more.</source>
            <translation>训练结果已不存在。</translation>
        </message>
        <message>
            <location filename="../../app/services/training.py" />
            <source>It waits for the program that trained it and goes when that ends. Train again.</source>
            <translation>训练结果只在训练它的程序运行期间保留，程序结束后即被删除。请重新训练。</translation>
        </message>
        <message>
            <location filename="../../app/services/training.py" />
            <source>Starting the training process</source>
            <translation>正在启动训练进程</translation>
        </message>
        <message>
            <location filename="../../app/services/training.py" />
            <source>What it had reached is kept: resume it from the list of jobs, or with: aegle train --resume.</source>
            <translation>已完成的部分已保留：可在任务列表中继续，或使用：aegle train --resume。</translation>
        </message>
        <message>
            <location filename="../../app/services/training.py" />
            <source>The training process was ended by the system (code {code}).</source>
            <translation>训练进程被系统终止（代码 {code}）。</translation>
        </message>
        <message>
            <location filename="../../app/services/training.py" />
            <source>The memory was probably not enough. Close other programs, or train on fewer rows.</source>
            <translation>可能是内存不足。请关闭其他程序，或减少训练行数。</translation>
        </message>
        <message>
            <location filename="../../app/services/training.py" />
            <source>The package cannot be written to {path}.</source>
            <translation>无法将模型包写入 {path}。</translation>
        </message>
        <message>
            <location filename="../../app/services/training.py" />
            <source>Name a file in a folder that exists.</source>
            <translation>请指定已有文件夹中的文件。</translation>
        </message>
        <message>
            <location filename="../../app/services/training.py" />
            <source>Look whether the disk is full and whether you may write in the folder, then train again.</source>
            <translation>请检查磁盘是否已满以及您能否写入该文件夹，然后重新训练。</translation>
        </message>
        <message>
            <location filename="../../app/services/unlocking.py" />
            <source>This vault is not opened by the keychain of a computer for {user}.</source>
            <translation>{user} 没有启用用计算机钥匙串打开此保险库。</translation>
        </message>
        <message>
            <location filename="../../app/services/unlocking.py" />
            <source>This vault is not opened by the keychain of a computer.</source>
            <translation>此保险库没有启用用计算机钥匙串打开。</translation>
        </message>
        <message>
            <location filename="../../app/services/unlocking.py" />
            <source>Sign in with the passphrase; then it can be turned on in the settings.</source>
            <translation>请用口令登录，然后可在设置中启用。</translation>
        </message>
        <message>
            <location filename="../../app/services/unlocking.py" />
            <source>This vault has no recovery code.</source>
            <translation>此保险库没有恢复码。</translation>
        </message>
        <message>
            <location filename="../../app/services/unlocking.py" />
            <source>Sign in with a passphrase.</source>
            <translation>请使用口令登录。</translation>
        </message>
        <message>
            <location filename="../../app/services/unlocking.py" />
            <source>The keyring of this vault is whole.</source>
            <translation>此保险库的密钥环完好。</translation>
        </message>
        <message>
            <location filename="../../app/services/unlocking.py" />
            <source>There is nothing to put back.</source>
            <translation>没有需要恢复的内容。</translation>
        </message>
        <message>
            <location filename="../../app/services/unlocking.py" />
            <source>This user name cannot be used.</source>
            <translation>该用户名不可用。</translation>
        </message>
        <message>
            <location filename="../../app/services/unlocking.py" />
            <source>Choose a name of 1 to 100 letters, digits and spaces.</source>
            <translation>请使用 1 至 100 个字母、数字或空格。</translation>
        </message>
        <message>
            <location filename="../../app/services/unlocking.py" />
            <source>Name a user of this vault with --user.</source>
            <translation>请用 --user 指定此保险库的用户。</translation>
        </message>
        <message>
            <location filename="../../app/services/unlocking.py" />
            <source>This passphrase was changed or taken away since this copy of the keyring was made.</source>
            <translation>自该密钥环副本生成以来，此口令已更改或撤销。</translation>
        </message>
        <message>
            <location filename="../../app/services/unlocking.py" />
            <source>Use the passphrase that holds now, or ask an administrator of the vault.</source>
            <translation>请使用当前有效的口令，或联系保险库管理员。</translation>
        </message>
        <message>
            <location filename="../../app/services/unlocking.py" />
            <source>{user} is not a user of this vault any more.</source>
            <translation>{user} 已不再是此保险库的用户。</translation>
        </message>
        <message>
            <location filename="../../app/services/unlocking.py" />
            <source>Ask an administrator of the vault.</source>
            <translation>请联系保险库管理员。</translation>
        </message>
        <message>
            <location filename="../../app/services/unlocking.py" />
            <source>There is a vault in {folder} already.</source>
            <translation>{folder} 中已有保险库。</translation>
        </message>
        <message>
            <location filename="../../app/services/unlocking.py" />
            <source>Unlock it, or choose another folder for a new vault.</source>
            <translation>请解锁它，或为新保险库选择其他文件夹。</translation>
        </message>
        <message>
            <location filename="../../app/services/unlocking.py" />
            <source>Choose an empty or new folder for the vault.</source>
            <translation>请为保险库选择空文件夹或新文件夹。</translation>
        </message>
        <message>
            <location filename="../../app/services/viewing.py" />
            <source>It is shown one image at a time. Close other images, or give images more memory in the settings.</source>
            <translation>将逐幅显示。请关闭其他图像，或在设置中为图像分配更多内存。</translation>
        </message>
        <message>
            <location filename="../../app/services/viewing.py" />
            <source>All {n} points together need {needed}; there are {budget} for images.</source>
            <translation>全部 {n} 个时相共需 {needed}；可用于图像的内存为 {budget}。</translation>
        </message>
        <message>
            <location filename="../../app/services/viewing.py" />
            <source>Step through them one at a time, or give images more memory in the settings.</source>
            <translation>请逐个切换查看，或在设置中为图像分配更多内存。</translation>
        </message>
        <message>
            <location filename="../../app/services/viewing.py" />
            <source>Reading point {n} of {total}</source>
            <translation>正在读取第 {n} 个时相，共 {total} 个</translation>
        </message>
        <message>
            <location filename="../../app/services/viewing.py" />
            <source>These images need {needed}; of {budget} for images, {taken} are on screen already.</source>
            <translation>这些图像需要 {needed}；图像可用内存共 {budget}，其中 {taken} 已被屏幕上的图像占用。</translation>
        </message>
        <message>
            <location filename="../../app/services/viewing.py" />
            <source>Nothing in this series can be shown as an image.</source>
            <translation>该序列中没有可显示的图像。</translation>
        </message>
        <message>
            <location filename="../../app/services/viewing.py" />
            <source>This series has no display set {id}.</source>
            <translation>该序列没有显示组 {id}。</translation>
        </message>
        <message>
            <location filename="../../app/services/viewing.py" />
            <source>It has: {ids}.</source>
            <translation>现有：{ids}。</translation>
        </message>
        <message>
            <location filename="../../app/services/viewing.py" />
            <source>Its pixels are damaged. Export it again from where it came, and import it again.</source>
            <translation>像素数据已损坏。请从来源处重新导出并再次导入。</translation>
        </message>
        <message>
            <location filename="../../app/services/viewing.py" />
            <source>Image {number} cannot be decoded ({said}).</source>
            <translation>第 {number} 幅图像无法解码（{said}）。</translation>
        </message>
        <message>
            <location filename="../../app/services/viewing.py" />
            <source>Frames of image {number} cannot be decoded, frame {frame} among them.</source>
            <translation>图像 {number} 有无法解码的帧，其中包括第 {frame} 帧。</translation>
        </message>
        <message>
            <location filename="../../app/services/watching.py" />
            <source>The watched folder cannot be looked into: {folder}</source>
            <translation>无法查看监视文件夹：{folder}</translation>
        </message>
        <message>
            <location filename="../../app/services/watching.py" />
            <source>Comparing {done} of {total} files</source>
            <translation>正在比对第 {done} 个文件，共 {total} 个</translation>
        </message>
        <message>
            <location filename="../../app/services/watching.py" />
            <source>It was imported and stays where it is.</source>
            <translation>它已导入，并留在原处。</translation>
        </message>
        <message>
            <location filename="../../app/services/watching.py" />
            <source>Its bytes are not in the vault as they are in the file (an archive, or a changed file).</source>
            <translation>保险库中没有与该文件逐字节相同的内容（压缩包，或已更改的文件）。</translation>
        </message>
        <message>
            <location filename="../../app/services/watching.py" />
            <source>What is in the vault is not what is in the file. Check the vault.</source>
            <translation>保险库中的内容与文件内容不一致。请检查保险库。</translation>
        </message>
        <message>
            <location filename="../../app/services/watching.py" />
            <source>The file was changed while it was being imported.</source>
            <translation>文件在导入过程中被更改。</translation>
        </message>
        <message>
            <location filename="../../app/services/watching.py" />
            <source>The folder {folder} and the vault lie inside one another.</source>
            <translation>文件夹 {folder} 与保险库互相包含。</translation>
        </message>
        <message>
            <location filename="../../app/services/watching.py" />
            <source>Choose a folder that has nothing to do with the vault.</source>
            <translation>请选择与保险库无关的文件夹。</translation>
        </message>
        <message>
            <location filename="../../app/services/watching.py" />
            <source>There is no folder {folder}.</source>
            <translation>没有文件夹 {folder}。</translation>
        </message>
        <message>
            <location filename="../../app/services/watching.py" />
            <source>Make it first, or choose another.</source>
            <translation>请先创建它，或选择其他文件夹。</translation>
        </message>
        <message>
            <location filename="../../app/services/watching.py" />
            <source>The file could not be moved or deleted.</source>
            <translation>无法移动或删除该文件。</translation>
        </message>
        <message>
            <location filename="../../app/services/written.py" />
            <source>The report could not be written to {path}.</source>
            <translation>无法将报告写入 {path}。</translation>
        </message>
        <message>
            <location filename="../../app/services/written.py" />
            <source>Choose a folder that exists, is not full and may be written to.</source>
            <translation>请选择一个存在、有剩余空间且可写入的文件夹。</translation>
        </message>
        <message>
            <location filename="../../app/store/backup_copy.py" />
            <source>The copy of volume {n} cannot be opened.</source>
            <translation>第 {n} 卷的副本无法打开。</translation>
        </message>
        <message>
            <location filename="../../app/store/backup_copy.py" />
            <source>The copy of {name} is not whole, so this backup does not count.</source>
            <translation>{name} 的副本不完整，因此这份备份不作数。</translation>
        </message>
        <message>
            <location filename="../../app/store/backup_copy.py" />
            <source>Either the vault's file is damaged or the disk with the backups: check the vault. Older backups are kept.</source>
            <translation>可能是保险库的文件损坏，也可能是备份磁盘损坏：请检查保险库。以前的备份仍然保留。</translation>
        </message>
        <message>
            <location filename="../../app/store/backup_files.py" />
            <source>Checking the copy of the records</source>
            <translation>正在检查记录的副本</translation>
        </message>
        <message>
            <location filename="../../app/store/backup_files.py" />
            <source>Copying the records</source>
            <translation>正在复制记录</translation>
        </message>
        <message>
            <location filename="../../app/store/backup_files.py" />
            <source>Copying volume {n}</source>
            <translation>正在复制第 {n} 卷</translation>
        </message>
        <message>
            <location filename="../../app/store/backup_files.py" />
            <source>Checking the copy of volume {n}</source>
            <translation>正在检查第 {n} 卷的副本</translation>
        </message>
        <message>
            <location filename="../../app/store/backup_files.py" />
            <source>Reading the copy of volume {n} again</source>
            <translation>正在重新读取第 {n} 卷的副本</translation>
        </message>
        <message>
            <location filename="../../app/store/backup_files.py" />
            <source>The backup needs {n} MiB; the disk with the backups has {free} left.</source>
            <translation>备份需要 {n} MiB；备份磁盘仅剩 {free} MiB。</translation>
        </message>
        <message>
            <location filename="../../app/store/backup_files.py" />
            <source>Make room there, keep fewer backups, or choose another folder. The backups before are whole.</source>
            <translation>请在该磁盘上腾出空间、减少保留的份数，或选择另一个文件夹。以前的备份完好。</translation>
        </message>
        <message>
            <location filename="../../app/store/backup_list.py" />
            <source>There is no backup {name} in {folder}.</source>
            <translation>{folder} 中没有备份 {name}。</translation>
        </message>
        <message>
            <location filename="../../app/store/backup_list.py" />
            <source>Those that are there: {names}</source>
            <translation>其中的备份有：{names}</translation>
        </message>
        <message>
            <location filename="../../app/store/backup_list.py" />
            <source>The list of files of the backup {name} was changed.</source>
            <translation>备份 {name} 的文件清单被更改过。</translation>
        </message>
        <message>
            <location filename="../../app/store/backup_list.py" />
            <source>Choose another backup. Nothing was changed.</source>
            <translation>请选择另一份备份。没有更改任何内容。</translation>
        </message>
        <message>
            <location filename="../../app/store/backup_list.py" />
            <source>This backup was made by a newer version of the workstation.</source>
            <translation>此备份由更新版本的工作站制作。</translation>
        </message>
        <message>
            <location filename="../../app/store/backup_list.py" />
            <source>Update the workstation on this computer, then restore it. Nothing was changed.</source>
            <translation>请更新此计算机上的工作站，然后再恢复。没有更改任何内容。</translation>
        </message>
        <message>
            <location filename="../../app/store/backup_list.py" />
            <source>The list of files of the backup {name} is damaged or missing.</source>
            <translation>备份 {name} 的文件清单已损坏或丢失。</translation>
        </message>
        <message>
            <location filename="../../app/store/backup_list.py" />
            <source>There are backups of {n} vaults in {folder}.</source>
            <translation>{folder} 中有 {n} 个保险库的备份。</translation>
        </message>
        <message>
            <location filename="../../app/store/backup_list.py" />
            <source>Name the folder of one of them: {names}</source>
            <translation>请指定其中一个的文件夹：{names}</translation>
        </message>
        <message>
            <location filename="../../app/store/backup_list.py" />
            <source>There are no backups in {folder}.</source>
            <translation>{folder} 中没有备份。</translation>
        </message>
        <message>
            <location filename="../../app/store/backup_list.py" />
            <source>Choose the folder in which the workstation keeps its backups.</source>
            <translation>请选择工作站存放备份的文件夹。</translation>
        </message>
        <message>
            <location filename="../../app/store/backup_place.py" />
            <source>The folder {folder} lies inside the vault.</source>
            <translation>文件夹 {folder} 位于保险库内。</translation>
        </message>
        <message>
            <location filename="../../app/store/backup_place.py" />
            <source>What happens to the vault would happen to its backups. Choose a folder outside, on another disk.</source>
            <translation>保险库若出事，备份也会一同受损。请选择保险库之外、位于另一磁盘上的文件夹。</translation>
        </message>
        <message>
            <location filename="../../app/store/backup_place.py" />
            <source>Another program is making a backup in {folder}.</source>
            <translation>另一个程序正在 {folder} 中制作备份。</translation>
        </message>
        <message>
            <location filename="../../app/store/backup_place.py" />
            <source>Wait until it has ended, then try again.</source>
            <translation>请等它结束后再试。</translation>
        </message>
        <message>
            <location filename="../../app/store/backup_place.py" />
            <source>The disk with the backups is full.</source>
            <translation>备份磁盘已满。</translation>
        </message>
        <message>
            <location filename="../../app/store/backup_place.py" />
            <source>Nothing is lost: the vault and the backups before are whole. Make room there or keep fewer backups.</source>
            <translation>没有任何丢失：保险库和以前的备份都完好。请在该磁盘上腾出空间，或减少保留的份数。</translation>
        </message>
        <message>
            <location filename="../../app/store/backup_place.py" />
            <source>The backup folder {folder} cannot be read or written.</source>
            <translation>备份文件夹 {folder} 无法读取或写入。</translation>
        </message>
        <message>
            <location filename="../../app/store/backup_place.py" />
            <source>Look whether its disk is connected and whether you may write there. The backups before were not changed.</source>
            <translation>请检查其磁盘是否已连接、您是否有写入权限。以前的备份未被更改。</translation>
        </message>
        <message>
            <location filename="../../app/store/backup_place.py" />
            <source>The backup folder {folder} is not there.</source>
            <translation>备份文件夹 {folder} 不存在。</translation>
        </message>
        <message>
            <location filename="../../app/store/backup_place.py" />
            <source>Connect its disk, or choose another folder for backups.</source>
            <translation>请连接其磁盘，或选择另一个备份文件夹。</translation>
        </message>
        <message>
            <location filename="../../app/store/backup_restore.py" />
            <source>The list of its files is damaged or missing: nothing can be restored from it.</source>
            <translation>其文件清单已损坏或丢失：无法从中恢复任何内容。</translation>
        </message>
        <message>
            <location filename="../../app/store/backup_restore.py" />
            <source>The list of its files is not the one that was written: do not restore from it.</source>
            <translation>其文件清单不是当初写入的那一份：请勿用它恢复。</translation>
        </message>
        <message>
            <location filename="../../app/store/backup_restore.py" />
            <source>Reading {name}</source>
            <translation>正在读取 {name}</translation>
        </message>
        <message>
            <location filename="../../app/store/backup_restore.py" />
            <source>{name} is damaged or missing.</source>
            <translation>{name} 已损坏或丢失。</translation>
        </message>
        <message>
            <location filename="../../app/store/backup_restore.py" />
            <source>Without its keyring the backup cannot be opened.</source>
            <translation>没有密钥环就无法打开此备份。</translation>
        </message>
        <message>
            <location filename="../../app/store/backup_restore.py" />
            <source>Without its records nothing can be restored from the backup.</source>
            <translation>没有记录就无法从此备份恢复任何内容。</translation>
        </message>
        <message>
            <location filename="../../app/store/backup_restore.py" />
            <source>Its records cannot be opened.</source>
            <translation>其记录无法打开。</translation>
        </message>
        <message>
            <location filename="../../app/store/backup_restore.py" />
            <source>The keyring of the backup {name} is damaged, so that it cannot be opened.</source>
            <translation>备份 {name} 的密钥环已损坏，无法打开。</translation>
        </message>
        <message>
            <location filename="../../app/store/backup_restore.py" />
            <source>Choose another backup.</source>
            <translation>请选择另一份备份。</translation>
        </message>
        <message>
            <location filename="../../app/store/backup_restore.py" />
            <source>The records of the backup {name} are damaged, so that nothing can be restored from it.</source>
            <translation>备份 {name} 的记录已损坏，无法从中恢复任何内容。</translation>
        </message>
        <message>
            <location filename="../../app/store/backup_restore.py" />
            <source>Putting back {name}</source>
            <translation>正在恢复 {name}</translation>
        </message>
        <message>
            <location filename="../../app/store/backup_restore.py" />
            <source>Restoring needs {n} MiB; the disk of the new vault has {free} left.</source>
            <translation>恢复需要 {n} MiB；新保险库所在的磁盘仅剩 {free} MiB。</translation>
        </message>
        <message>
            <location filename="../../app/store/backup_restore.py" />
            <source>Make room there or choose another folder, then try again.</source>
            <translation>请腾出空间或选择另一个文件夹，然后重试。</translation>
        </message>
        <message>
            <location filename="../../app/store/database.py" />
            <source>Erasing needs {n} MiB of free space; there are {free}.</source>
            <translation>彻底清除需要 {n} MiB 可用空间；现有 {free} MiB。</translation>
        </message>
        <message>
            <location filename="../../app/store/database.py" />
            <source>Make room on the disk that holds the vault, then erase again. What was deleted stays deleted.</source>
            <translation>请在保险库所在的磁盘上腾出空间，然后再次彻底清除。已删除的内容仍是已删除。</translation>
        </message>
        <message>
            <location filename="../../app/store/database.py" />
            <source>Other work has the vault's files to itself: a backup, a check, new keys, or erasing.</source>
            <translation>保险库的文件正被其他工作占用：备份、检查、更换密钥或擦除。</translation>
        </message>
        <message>
            <location filename="../../app/store/database.py" />
            <source>keyring.json was put back: ways into the vault that were removed may be in it.</source>
            <translation>keyring.json 已被恢复为旧版本：其中可能含有已撤销的登录方式。</translation>
        </message>
        <message>
            <location filename="../../app/store/database.py" />
            <source>This vault is open in another window or program.</source>
            <translation>此保险库已在另一个窗口或程序中打开。</translation>
        </message>
        <message>
            <location filename="../../app/store/database.py" />
            <source>Close it there, then try again.</source>
            <translation>请先在那里关闭，然后重试。</translation>
        </message>
        <message>
            <location filename="../../app/store/database.py" />
            <source>audit.head is missing or damaged: whether entries of the audit trail are missing cannot be told.</source>
            <translation>audit.head 缺失或损坏：无法判断审计记录是否有缺失。</translation>
        </message>
        <message>
            <location filename="../../app/store/database.py" />
            <source>The last {n} entries of the audit trail are missing: records were put back or cut off.</source>
            <translation>审计记录缺少最后 {n} 条：记录被恢复为旧版本或被截断。</translation>
        </message>
        <message>
            <location filename="../../app/store/database.py" />
            <source>audit.head is damaged or of another vault; as far as it can be read, no entry is missing.</source>
            <translation>audit.head 已损坏或属于其他保险库；就可读部分而言，没有条目缺失。</translation>
        </message>
        <message>
            <location filename="../../app/store/database.py" />
            <source>The last changes of the records are missing; no entry of the audit trail is.</source>
            <translation>记录的最后几次更改缺失；审计记录没有缺失。</translation>
        </message>
        <message>
            <location filename="../../app/store/database.py" />
            <source>The audit trail is not the one that was written last.</source>
            <translation>审计记录不是最后写入的版本。</translation>
        </message>
        <message>
            <location filename="../../app/store/database.py" />
            <source>audit.head was put back: it is {n} writes older than the records.</source>
            <translation>audit.head 被恢复为旧版本：比记录早 {n} 次写入。</translation>
        </message>
        <message>
            <location filename="../../app/store/database.py" />
            <source>records.db was changed from outside since it was last open; no entry of the trail is missing.</source>
            <translation>自上次打开以来，records.db 被外部更改；审计记录没有缺失。</translation>
        </message>
        <message>
            <location filename="../../app/store/database.py" />
            <source>Whether this vault was put back to an older state as a whole cannot be told now.</source>
            <translation>目前无法判断此保险库是否整体被换回了旧状态。</translation>
        </message>
        <message>
            <location filename="../../app/store/database.py" />
            <source>This vault was put back to an older state: the last {n} entries of the audit trail that the keychain of this computer knows of are missing, with all that was done in them.</source>
            <translation>此保险库被换回了旧状态：此计算机钥匙串所知的最后 {n} 条审计条目连同其中所做的一切都缺失了。</translation>
        </message>
        <message>
            <location filename="../../app/store/database.py" />
            <source>The audit trail is not the one whose head was kept in this computer's keychain.</source>
            <translation>审计记录与此计算机钥匙串中保存的链首不符。</translation>
        </message>
        <message>
            <location filename="../../app/store/database.py" />
            <source>{n} writes of volume {number} are missing: it was put back, cut off or damaged.</source>
            <translation>分卷 {number} 缺失 {n} 次写入：它被换回旧状态、被截断或已损坏。</translation>
        </message>
        <message>
            <location filename="../../app/store/doubts.py" />
            <source>Set the clock right. If it is right now, open the vault all the same: by the button at the door, or “aegle vault accept”. The trail keeps that.</source>
            <translation>请将时钟调准。如果现在的时间是正确的，仍可打开保险库：使用登录页上的按钮，或运行“aegle vault accept”。审计记录会保留此事。</translation>
        </message>
        <message>
            <location filename="../../app/store/doubts.py" />
            <source>This computer's clock is {n} minutes behind the last entry of the vault's audit trail: it was set back, or it was ahead then.</source>
            <translation>本机时钟比保险库审计记录最后一条的时间落后 {n} 分钟：时钟被调慢了，或当时走快了。</translation>
        </message>
        <message>
            <location filename="../../app/store/doubts.py" />
            <source>The vault's file {name} is missing or cut: the folder was copied by half, or it was removed.</source>
            <translation>保险库的文件 {name} 缺失或不完整：文件夹只复制了一半，或该文件已被移除。</translation>
        </message>
        <message>
            <location filename="../../app/store/doubts.py" />
            <source>Copy the whole folder once more, or restore the vault from a backup. What is left can be opened all the same: by the button at the door, or “aegle vault accept”.</source>
            <translation>请重新完整复制该文件夹，或从备份恢复保险库。剩余内容仍可打开：使用登录页上的按钮，或运行“aegle vault accept”。</translation>
        </message>
        <message>
            <location filename="../../app/store/keychain.py" />
            <source>Nothing was opened or changed, and no new key was made. The passphrase opens the vault as before.</source>
            <translation>没有打开或更改任何内容，也没有生成新密钥。口令仍可照常打开保险库。</translation>
        </message>
        <message>
            <location filename="../../app/store/keychain.py" />
            <source>The keychain of this computer ({name}) is locked, or refused.</source>
            <translation>此计算机的钥匙串（{name}）已锁定，或拒绝了访问。</translation>
        </message>
        <message>
            <location filename="../../app/store/keychain.py" />
            <source>The keychain of this computer ({name}) holds nothing for this vault and user.</source>
            <translation>此计算机的钥匙串（{name}）中没有此保险库和用户的条目。</translation>
        </message>
        <message>
            <location filename="../../app/store/keychain.py" />
            <source>The keychain of this computer ({name}) could not be used.</source>
            <translation>无法使用此计算机的钥匙串（{name}）。</translation>
        </message>
        <message>
            <location filename="../../app/store/keyring.py" />
            <source>The passphrase is too short.</source>
            <translation>口令太短。</translation>
        </message>
        <message>
            <location filename="../../app/store/keyring.py" />
            <source>Choose at least {n} characters; several words that do not belong together are best.</source>
            <translation>请至少使用 {n} 个字符；最好由几个互不相关的词组成。</translation>
        </message>
        <message>
            <location filename="../../app/store/keyring.py" />
            <source>There is no vault in {folder}.</source>
            <translation>{folder} 中没有保险库。</translation>
        </message>
        <message>
            <location filename="../../app/store/keyring.py" />
            <source>Create one there first, or choose the folder that holds your vault.</source>
            <translation>请先在此新建，或选择您的保险库所在的文件夹。</translation>
        </message>
        <message>
            <location filename="../../app/store/keyring.py" />
            <source>What the keychain of this computer holds does not open this vault.</source>
            <translation>此计算机钥匙串中保存的内容打不开此保险库。</translation>
        </message>
        <message>
            <location filename="../../app/store/keyring.py" />
            <source>It is of another vault or was replaced. Nothing was opened or changed, and no new key was made: sign in with your passphrase, then turn the keychain off and on again in the settings.</source>
            <translation>它属于另一个保险库，或已被替换。没有打开或更改任何内容，也没有生成新密钥：请用口令登录，然后在设置中关闭并重新启用钥匙串。</translation>
        </message>
        <message>
            <location filename="../../app/store/keyring.py" />
            <source>The user name or the passphrase is not right.</source>
            <translation>用户名或口令不正确。</translation>
        </message>
        <message>
            <location filename="../../app/store/keyring.py" />
            <source>Nothing was opened or changed. Look at the keyboard's language and Caps Lock, then try again.</source>
            <translation>未打开或更改任何内容。请检查键盘语言和大写锁定后重试。</translation>
        </message>
        <message>
            <location filename="../../app/store/keyring.py" />
            <source>The keyring of this vault asks for less work than the workstation allows: passphrases could be guessed.</source>
            <translation>此保险库密钥环的计算强度低于工作站的要求：口令可能被猜出。</translation>
        </message>
        <message>
            <location filename="../../app/store/keyring.py" />
            <source>The keyring of this vault was changed by something else than the workstation.</source>
            <translation>此保险库的密钥环被工作站以外的程序更改过。</translation>
        </message>
        <message>
            <location filename="../../app/store/keyring.py" />
            <source>Nothing was opened or changed. A second copy of the keyring is kept beside it: “aegle vault mend” puts it back; or restore the vault from a backup.</source>
            <translation>未打开或更改任何内容。旁边保存有密钥环的第二份副本：可用“aegle vault mend”恢复，或从备份恢复保险库。</translation>
        </message>
        <message>
            <location filename="../../app/store/migrate.py" />
            <source>This vault was made by a newer version of the workstation.</source>
            <translation>此保险库由更新版本的工作站创建。</translation>
        </message>
        <message>
            <location filename="../../app/store/migrate.py" />
            <source>Update the workstation on this computer, then open the vault again. Nothing was changed.</source>
            <translation>请更新本机的工作站后再打开。未更改任何内容。</translation>
        </message>
        <message>
            <location filename="../../app/store/migrate.py" />
            <source>This vault was made by an older version of the workstation whose vaults cannot be opened any more.</source>
            <translation>此保险库由旧版工作站创建，该版本的保险库已无法打开。</translation>
        </message>
        <message>
            <location filename="../../app/store/migrate.py" />
            <source>Restore it with the version that made it, and export from there. Nothing was changed.</source>
            <translation>请用创建它的版本打开并从中导出。没有更改任何内容。</translation>
        </message>
        <message>
            <location filename="../../app/store/migrate.py" />
            <source>The vault could not be brought to the form that this version of the workstation needs.</source>
            <translation>无法将保险库升级为本版本工作站所需的格式。</translation>
        </message>
        <message>
            <location filename="../../app/store/migrate.py" />
            <source>It is as it was before. Open it with the version that made it, check it there, and restore a backup.</source>
            <translation>保险库保持原样。请用创建它的版本打开并检查，必要时恢复备份。</translation>
        </message>
        <message>
            <location filename="../../app/store/objects.py" />
            <source>An original that is to be kept is damaged, so its volume cannot be written anew.</source>
            <translation>一份要保留的原始文件已损坏，因此无法重写它所在的分卷。</translation>
        </message>
        <message>
            <location filename="../../app/store/objects.py" />
            <source>Check the vault and restore what is damaged from a backup; what was deleted stays deleted.</source>
            <translation>请检查保险库，并从备份恢复损坏的内容；已删除的内容仍是已删除。</translation>
        </message>
        <message>
            <location filename="../../app/store/objects.py" />
            <source>An original that the vault refers to is not in its volumes.</source>
            <translation>保险库引用的某个原始文件不在数据卷中。</translation>
        </message>
        <message>
            <location filename="../../app/store/objects.py" />
            <source>Check the vault, and restore it from a backup if it is damaged.</source>
            <translation>请检查保险库；如已损坏，请从备份恢复。</translation>
        </message>
        <message>
            <location filename="../../app/store/place.py" />
            <source>This vault lies on a network share ({kind}).</source>
            <translation>此保险库位于网络共享（{kind}）上。</translation>
        </message>
        <message>
            <location filename="../../app/store/place.py" />
            <source>There another computer decides about locks and about what is really written, so entries could be lost. Keep the vault on a disk of this computer; backups may lie on the share.</source>
            <translation>网络共享的锁定和写入由另一台计算机决定，条目可能丢失。请将保险库放在本机磁盘上；备份可以放在共享上。</translation>
        </message>
        <message>
            <location filename="../../app/store/place.py" />
            <source>This vault lies where nothing can be written, so that even looking at a patient could not be audited.</source>
            <translation>此保险库所在位置不可写入，连查看患者也无法写入审计记录。</translation>
        </message>
        <message>
            <location filename="../../app/store/place.py" />
            <source>Copy the vault's folder to a disk where you may write, then open it there. Nothing was changed.</source>
            <translation>请将保险库文件夹复制到可写入的磁盘后再打开。未更改任何内容。</translation>
        </message>
        <message>
            <location filename="../../app/store/recovery.py" />
            <source>This is not a recovery code: a character is wrong, missing or swapped with its neighbour.</source>
            <translation>这不是有效的恢复码：有字符错误、缺失或前后颠倒。</translation>
        </message>
        <message>
            <location filename="../../app/store/recovery.py" />
            <source>Compare it with what you wrote down, group by group. Nothing was opened or changed.</source>
            <translation>请与您记下的内容逐组核对。未打开或更改任何内容。</translation>
        </message>
        <message>
            <location filename="../../app/store/references.py" />
            <source>The original {id} is damaged or missing.</source>
            <translation>原始文件 {id} 已损坏或丢失。</translation>
        </message>
        <message>
            <location filename="../../app/store/references.py" />
            <source>Instance {uid} of study {study}, patient {mrn}, is damaged or missing.</source>
            <translation>患者 {mrn}、检查 {study} 的实例 {uid} 已损坏或丢失。</translation>
        </message>
        <message>
            <location filename="../../app/store/rotation.py" />
            <source>Changing the keys needs {n} MiB of free space; there are {free}.</source>
            <translation>更换密钥需要 {n} MiB 的可用空间；现有 {free} MiB。</translation>
        </message>
        <message>
            <location filename="../../app/store/rotation.py" />
            <source>Make room on the disk that holds the vault, then try again. Nothing was changed.</source>
            <translation>请在保险库所在的磁盘上腾出空间，然后重试。没有任何更改。</translation>
        </message>
        <message>
            <location filename="../../app/store/trouble.py" />
            <source>The disk is full, so nothing more could be stored.</source>
            <translation>磁盘已满，无法继续保存。</translation>
        </message>
        <message>
            <location filename="../../app/store/trouble.py" />
            <source>What was stored before is safe. Make room on the disk that holds the vault, then try again.</source>
            <translation>之前保存的内容是安全的。请在保险库所在磁盘上腾出空间后重试。</translation>
        </message>
        <message>
            <location filename="../../app/store/trouble.py" />
            <source>The vault's file {name} is damaged and cannot be read.</source>
            <translation>保险库文件 {name} 已损坏，无法读取。</translation>
        </message>
        <message>
            <location filename="../../app/store/trouble.py" />
            <source>Nothing was changed. Restore the vault from a backup.</source>
            <translation>未更改任何内容。请从备份恢复保险库。</translation>
        </message>
        <message>
            <location filename="../../app/store/trouble.py" />
            <source>The vault's file {name} is missing: the folder was copied by half, or the file was removed.</source>
            <translation>保险库的文件 {name} 缺失：文件夹只复制了一部分，或该文件已被移走。</translation>
        </message>
        <message>
            <location filename="../../app/store/trouble.py" />
            <source>Copy the whole folder once more, or restore the vault from a backup. Nothing was changed.</source>
            <translation>请重新复制整个文件夹，或从备份恢复保险库。没有更改任何内容。</translation>
        </message>
        <message>
            <location filename="../../app/store/trouble.py" />
            <source>The vault's files cannot be read or written.</source>
            <translation>保险库文件无法读写。</translation>
        </message>
        <message>
            <location filename="../../app/store/trouble.py" />
            <source>Look whether its disk is connected and whether you may write in its folder, then try again.</source>
            <translation>请检查磁盘是否已连接、您是否有写入权限，然后重试。</translation>
        </message>
        <message>
            <location filename="../../app/store/trouble.py" />
            <source>The vault is locked.</source>
            <translation>保险库已锁定。</translation>
        </message>
        <message>
            <location filename="../../app/store/trouble.py" />
            <source>Unlock it, then try again.</source>
            <translation>请解锁后重试。</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>create vault</source>
            <translation>创建保险库</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>unlock</source>
            <translation>解锁</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>lock</source>
            <translation>锁定</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>check</source>
            <translation>检查保险库</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>read audit trail</source>
            <translation>读取审计记录</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>verify audit trail</source>
            <translation>核验审计记录</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>list findings</source>
            <translation>列出所见</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>draft finding</source>
            <translation>起草所见</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>mark finding draft</source>
            <translation>标记所见为草稿</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>mark finding confirmed</source>
            <translation>确认所见</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>mark finding rejected</source>
            <translation>否定所见</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>list measurements</source>
            <translation>列出测量</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>measure</source>
            <translation>测量</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>remove measurement</source>
            <translation>删除测量</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>mark key image</source>
            <translation>标记关键图像</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>unmark key image</source>
            <translation>取消关键图像标记</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>report measurements</source>
            <translation>报告测量</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>report key images</source>
            <translation>报告关键图像</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>list people</source>
            <translation>列出人员</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>add person</source>
            <translation>添加人员</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>remove person</source>
            <translation>移除人员</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>change passphrase</source>
            <translation>更改口令</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>read settings</source>
            <translation>读取设置</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>change settings</source>
            <translation>更改设置</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>list patients</source>
            <translation>列出患者</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>list studies</source>
            <translation>列出检查</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>list series</source>
            <translation>列出序列</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>list instances</source>
            <translation>列出实例</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>list imports</source>
            <translation>列出导入记录</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>search</source>
            <translation>搜索</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>index records</source>
            <translation>为病历建立索引</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>list models</source>
            <translation>列出模型</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>list predictions</source>
            <translation>列出预测</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>show thumbnail</source>
            <translation>显示缩略图</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>show series</source>
            <translation>查看序列</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>open series</source>
            <translation>打开序列</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>read watched folder</source>
            <translation>读取监视文件夹设置</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>change watched folder</source>
            <translation>更改监视文件夹</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>clear watched folder</source>
            <translation>清理监视文件夹</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>open documents</source>
            <translation>打开文档</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>list segmentations</source>
            <translation>列出分割</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>open segmentation</source>
            <translation>打开分割</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>export TIFF</source>
            <translation>导出 TIFF</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>export film</source>
            <translation>导出视频</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>export originals</source>
            <translation>导出原件</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>export anonymous copies</source>
            <translation>导出匿名副本</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>open record</source>
            <translation>打开病历</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>open model</source>
            <translation>打开模型</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>open models</source>
            <translation>打开模型</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>plot observations</source>
            <translation>绘制观察结果</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>import</source>
            <translation>导入</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>look before deleting</source>
            <translation>删除前查看</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>delete patient</source>
            <translation>删除患者</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>delete study</source>
            <translation>删除检查</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>list deletions</source>
            <translation>列出删除记录</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>begin erasing</source>
            <translation>开始彻底清除</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>erase</source>
            <translation>彻底清除</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>predict</source>
            <translation>预测</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>register model</source>
            <translation>登记模型</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>remove model</source>
            <translation>移除模型</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>look at table</source>
            <translation>查看表格</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>check table</source>
            <translation>检查表格</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>train</source>
            <translation>训练</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>list unfinished trainings</source>
            <translation>列出未完成的训练</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>list reproductions</source>
            <translation>查看复现结果</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>keep reproduction</source>
            <translation>保存复现结果</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>export training</source>
            <translation>导出训练</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>evaluate model</source>
            <translation>评估模型</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>export model</source>
            <translation>导出模型</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>export report</source>
            <translation>导出报告</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>export evaluation</source>
            <translation>导出评价</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>explain</source>
            <translation>解释</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>export explanation</source>
            <translation>导出解释</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>list cohorts</source>
            <translation>列出队列</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>save cohort</source>
            <translation>保存队列</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>remove cohort</source>
            <translation>删除队列</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>read cohort</source>
            <translation>读取队列</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>export volume</source>
            <translation>导出体数据</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>export picture</source>
            <translation>导出图片</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>change role</source>
            <translation>更改角色</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>make recovery code</source>
            <translation>生成恢复码</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>recover vault</source>
            <translation>用恢复码恢复保险库</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>change rules</source>
            <translation>更改规则</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>read rules</source>
            <translation>读取规则</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>keep place</source>
            <translation>保存位置</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>begin emergency access</source>
            <translation>开始紧急访问</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>end emergency access</source>
            <translation>结束紧急访问</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>list emergencies</source>
            <translation>列出紧急访问</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>review emergency</source>
            <translation>审查紧急访问</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>export audit trail</source>
            <translation>导出审计记录</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>begin changing keys</source>
            <translation>开始更换密钥</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>turn on keychain</source>
            <translation>启用钥匙串</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>turn off keychain</source>
            <translation>停用钥匙串</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>turn anchor</source>
            <translation>切换外部锚点</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>separate vault</source>
            <translation>使保险库独立</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>open despite doubts</source>
            <translation>带疑问打开</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>by the keychain</source>
            <translation>通过钥匙串</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>change keys</source>
            <translation>更换密钥</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>stock shipped models</source>
            <translation>上架自带模型</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>clock</source>
            <translation>时钟</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>list backups</source>
            <translation>列出备份</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>back up</source>
            <translation>备份</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>keep backup</source>
            <translation>登记备份</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>rotate backups</source>
            <translation>清理旧备份</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>verify backup</source>
            <translation>验证备份</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>remove backup</source>
            <translation>删除备份</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>change backup plan</source>
            <translation>更改备份计划</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>restore</source>
            <translation>恢复</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>reader</source>
            <translation>查看者</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>clinician</source>
            <translation>临床医生</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>researcher</source>
            <translation>研究人员</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>administrator</source>
            <translation>管理员</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>done</source>
            <translation>完成</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>failed</source>
            <translation>失败</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>refused</source>
            <translation>拒绝</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>cancelled</source>
            <translation>已取消</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>The trail does not hold:</source>
            <translation>审计记录不完整：</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>The trail is whole: 1 entry checked; it has not been changed.</source>
            <translation>审计记录完整：已核验 1 条，无改动。</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>The trail is whole: {n} entries checked, none changed, none missing.</source>
            <translation>审计记录完整：已核验 {n} 条，无改动，无缺失。</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>Outside anchor: on. The head of the trail is kept in the keychain of this computer account ({name}); a vault that is put back as a whole is noticed at the next unlock.</source>
            <translation>外部锚点：已启用。链首保存在此计算机账户的钥匙串（{name}）中；保险库整体被换回旧状态时，下次解锁就会发现。</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>Outside anchor: off. A vault that is put back as a whole shows only by a head code on paper. An administrator turns the anchor on in the settings.</source>
            <translation>外部锚点：未启用。保险库整体被换回旧状态时，只能靠抄在纸上的链首码发现。管理员可在设置中启用。</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>Number</source>
            <translation>序号</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>At</source>
            <translation>时间</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>User</source>
            <translation>用户</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>Role</source>
            <translation>角色</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>Deed</source>
            <translation>操作</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>About</source>
            <translation>关于</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>Reason</source>
            <translation>原因</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>Outcome</source>
            <translation>结果</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/state.py" />
            <source>Chain digest (SHA-256)</source>
            <translation>链式摘要值（SHA-256）</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/view.py" />
            <source>Read again</source>
            <translation>重新读取</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/view.py" />
            <source>Verify the trail</source>
            <translation>核验审计记录</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/view.py" />
            <source>Head code from paper (optional)</source>
            <translation>纸上的链首码（可不填）</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/view.py" />
            <source>Head code from paper</source>
            <translation>纸上的链首码</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/view.py" />
            <source>A code that was written down earlier proves that nothing up to it was cut off or replaced since.</source>
            <translation>以前抄下的链首码可以证明：到该处为止的内容此后没有被截断或替换。</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/view.py" />
            <source>Export…</source>
            <translation>导出…</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/view.py" />
            <source>Emergency access …</source>
            <translation>紧急访问…</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/view.py" />
            <source>Audit trail</source>
            <translation>审计记录</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/view.py" />
            <source>Every deed in this vault, reading included; also this look.</source>
            <translation>该保险库中的每个操作，查看也不例外，包括此次查看。</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/view.py" />
            <source>Search user, deed, ids, reason</source>
            <translation>搜索用户、操作、标识、原因</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/view.py" />
            <source>Audit entries, newest first</source>
            <translation>审计条目，最新的在前</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/view.py" />
            <source>Entry</source>
            <translation>条目</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/view.py" />
            <source>Look at the keychain</source>
            <translation>查看钥匙串</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/view.py" />
            <source>only about the open patient</source>
            <translation>仅限当前患者</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/view.py" />
            <source>Read the audit trail</source>
            <translation>读取审计记录</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/view.py" />
            <source>List emergency access</source>
            <translation>列出紧急访问</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/view.py" />
            <source>{n} entry</source>
            <translation>{n} 条</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/view.py" />
            <source>{n} entries</source>
            <translation>{n} 条</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/view.py" />
            <source>the newest {n}; search to find older ones</source>
            <translation>最新的 {n} 条；更早的请搜索</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/view.py" />
            <source>No entry matches.</source>
            <translation>没有符合的条目。</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/view.py" />
            <source>Choose an entry to see all of it.</source>
            <translation>选择一条即可查看全部内容。</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/view.py" />
            <source>Verify the audit trail</source>
            <translation>核验审计记录</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/view.py" />
            <source>Head code now: {code}. On paper, it proves the trail up to here later.</source>
            <translation>当前链首码：{code}。抄在纸上，以后可证明到此为止的记录。</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/view.py" />
            <source>Export the audit trail</source>
            <translation>导出审计记录</translation>
        </message>
        <message>
            <location filename="../../app/ui/audit/view.py" />
            <source>{n} entries were written to {file}.</source>
            <translation>已将 {n} 条写入 {file}。</translation>
        </message>
        <message>
            <location filename="../../app/ui/backups.py" />
            <source>Back up the vault</source>
            <translation>备份保险库</translation>
        </message>
        <message>
            <location filename="../../app/ui/backups.py" />
            <source>The backup was made and found whole: {name}</source>
            <translation>备份已完成，检查完好：{name}</translation>
        </message>
        <message>
            <location filename="../../app/ui/backups.py" />
            <source>Look after the backups</source>
            <translation>查看备份状况</translation>
        </message>
        <message>
            <location filename="../../app/ui/charts.py" />
            <source>Larger…</source>
            <translation>放大…</translation>
        </message>
        <message>
            <location filename="../../app/ui/charts.py" />
            <source>Export the picture…</source>
            <translation>导出图片…</translation>
        </message>
        <message>
            <location filename="../../app/ui/charts.py" />
            <source>Export the numbers…</source>
            <translation>导出数字…</translation>
        </message>
        <message>
            <location filename="../../app/ui/charts.py" />
            <source>Keep the figure</source>
            <translation>保存图</translation>
        </message>
        <message>
            <location filename="../../app/ui/charts.py" />
            <source>Export a figure</source>
            <translation>导出图</translation>
        </message>
        <message>
            <location filename="../../app/ui/cut_short.py" />
            <source>Cut short</source>
            <translation>中断的训练</translation>
        </message>
        <message>
            <location filename="../../app/ui/cut_short.py" />
            <source>List unfinished trainings</source>
            <translation>列出未完成的训练</translation>
        </message>
        <message>
            <location filename="../../app/ui/cut_short.py" />
            <source>Last at work {at}</source>
            <translation>最后运行于 {at}</translation>
        </message>
        <message>
            <location filename="../../app/ui/cut_short.py" />
            <source>Resume</source>
            <translation>继续</translation>
        </message>
        <message>
            <location filename="../../app/ui/cut_short.py" />
            <source>Delete</source>
            <translation>删除</translation>
        </message>
        <message>
            <location filename="../../app/ui/cut_short.py" />
            <source>Go on with a training</source>
            <translation>继续训练</translation>
        </message>
        <message>
            <location filename="../../app/ui/cut_short.py" />
            <source>{name} was trained to its end and stands among the models.</source>
            <translation>{name} 已训练完成，列于模型之中。</translation>
        </message>
        <message>
            <location filename="../../app/ui/deleting.py" />
            <source>Erase what was deleted</source>
            <translation>彻底清除已删除的内容</translation>
        </message>
        <message>
            <location filename="../../app/ui/deleting.py" />
            <source>Delete a patient</source>
            <translation>删除患者</translation>
        </message>
        <message>
            <location filename="../../app/ui/deleting.py" />
            <source>Delete {name} from the vault?</source>
            <translation>从保险库中删除 {name}？</translation>
        </message>
        <message>
            <location filename="../../app/ui/deleting.py" />
            <source>Delete the patient</source>
            <translation>删除患者</translation>
        </message>
        <message>
            <location filename="../../app/ui/deleting.py" />
            <source>Look what goes</source>
            <translation>查看将删除的内容</translation>
        </message>
        <message>
            <location filename="../../app/ui/deleting.py" />
            <source>Delete a study</source>
            <translation>删除一项检查</translation>
        </message>
        <message>
            <location filename="../../app/ui/deleting.py" />
            <source>without a description</source>
            <translation>无描述</translation>
        </message>
        <message>
            <location filename="../../app/ui/deleting.py" />
            <source>Delete the study “{name}” of {day} from the vault?</source>
            <translation>从保险库中删除 {day} 的检查“{name}”？</translation>
        </message>
        <message>
            <location filename="../../app/ui/deleting.py" />
            <source>Delete the study</source>
            <translation>删除该检查</translation>
        </message>
        <message>
            <location filename="../../app/ui/deleting.py" />
            <source>Deleted, not yet erased.</source>
            <translation>已删除，尚未彻底清除。</translation>
        </message>
        <message>
            <location filename="../../app/ui/deleting.py" />
            <source>for example: imported by mistake</source>
            <translation>例如：误导入</translation>
        </message>
        <message>
            <location filename="../../app/ui/deleting.py" />
            <source>This cannot be undone. What is left on the disk is erased in a second step, which rewrites the files that held it under new keys.</source>
            <translation>此操作无法撤销。磁盘上残留的内容在第二步中彻底清除：用新密钥重写曾保存它的文件。</translation>
        </message>
        <message>
            <location filename="../../app/ui/deleting.py" />
            <source>Reason, kept in the audit trail</source>
            <translation>原因（写入审计记录）</translation>
        </message>
        <message>
            <location filename="../../app/ui/deleting.py" />
            <source>A reason is needed.</source>
            <translation>请填写原因。</translation>
        </message>
        <message>
            <location filename="../../app/ui/deleting.py" />
            <source>Goes</source>
            <translation>将删除</translation>
        </message>
        <message>
            <location filename="../../app/ui/deleting.py" />
            <source>Stays</source>
            <translation>将保留</translation>
        </message>
        <message>
            <location filename="../../app/ui/deleting.py" />
            <source>Still in these backups</source>
            <translation>仍在以下备份中</translation>
        </message>
        <message>
            <location filename="../../app/ui/deleting.py" />
            <source>{n} study</source>
            <translation>{n} 次检查</translation>
        </message>
        <message>
            <location filename="../../app/ui/deleting.py" />
            <source>{n} studies</source>
            <translation>{n} 次检查</translation>
        </message>
        <message>
            <location filename="../../app/ui/deleting.py" />
            <source>{n} image or object</source>
            <translation>{n} 幅图像或对象</translation>
        </message>
        <message>
            <location filename="../../app/ui/deleting.py" />
            <source>{n} images and objects</source>
            <translation>{n} 幅图像和对象</translation>
        </message>
        <message>
            <location filename="../../app/ui/deleting.py" />
            <source>{n} record entry</source>
            <translation>{n} 条病历记录</translation>
        </message>
        <message>
            <location filename="../../app/ui/deleting.py" />
            <source>{n} record entries</source>
            <translation>{n} 条病历记录</translation>
        </message>
        <message>
            <location filename="../../app/ui/deleting.py" />
            <source>{n} finding</source>
            <translation>{n} 条所见</translation>
        </message>
        <message>
            <location filename="../../app/ui/deleting.py" />
            <source>{n} findings</source>
            <translation>{n} 条所见</translation>
        </message>
        <message>
            <location filename="../../app/ui/deleting.py" />
            <source>{n} answer of a model</source>
            <translation>{n} 个模型结果</translation>
        </message>
        <message>
            <location filename="../../app/ui/deleting.py" />
            <source>{n} answers of models</source>
            <translation>{n} 个模型结果</translation>
        </message>
        <message>
            <location filename="../../app/ui/deleting.py" />
            <source>The name and number alone</source>
            <translation>仅姓名和编号</translation>
        </message>
        <message>
            <location filename="../../app/ui/deleting.py" />
            <source>The audit trail: who did what when, with identifiers, without names</source>
            <translation>审计记录：谁在何时做了什么，只含标识符，不含姓名</translation>
        </message>
        <message>
            <location filename="../../app/ui/deleting.py" />
            <source>The list of imports, with the names of the files that were imported</source>
            <translation>导入列表，其中有已导入文件的名称</translation>
        </message>
        <message>
            <location filename="../../app/ui/deleting.py" />
            <source>Models that learned from it, and files outside the vault</source>
            <translation>用它训练过的模型，以及保险库以外的文件</translation>
        </message>
        <message>
            <location filename="../../app/ui/deleting.py" />
            <source>{name} in {folder}</source>
            <translation>{folder} 中的 {name}</translation>
        </message>
        <message>
            <location filename="../../app/ui/deleting.py" />
            <source>Erase now</source>
            <translation>立即彻底清除</translation>
        </message>
        <message>
            <location filename="../../app/ui/deleting.py" />
            <source>Stop</source>
            <translation>停止</translation>
        </message>
        <message>
            <location filename="../../app/ui/deleting.py" />
            <source>Erasing</source>
            <translation>正在彻底清除</translation>
        </message>
        <message>
            <location filename="../../app/ui/deleting.py" />
            <source>Look what is deleted and not yet erased</source>
            <translation>查看已删除而尚未彻底清除的内容</translation>
        </message>
        <message>
            <location filename="../../app/ui/deleting.py" />
            <source>Go on erasing</source>
            <translation>继续彻底清除</translation>
        </message>
        <message>
            <location filename="../../app/ui/deleting.py" />
            <source>There is too little room on the disk.</source>
            <translation>磁盘空间不足。</translation>
        </message>
        <message>
            <location filename="../../app/ui/deleting.py" />
            <source>Stopping…</source>
            <translation>正在停止…</translation>
        </message>
        <message>
            <location filename="../../app/ui/deleting.py" />
            <source>Erasing…</source>
            <translation>正在彻底清除…</translation>
        </message>
        <message>
            <location filename="../../app/ui/deleting.py" />
            <source>Erased: what is left of it on this disk cannot be read any more.</source>
            <translation>已彻底清除：本磁盘上残留的内容再也无法读取。</translation>
        </message>
        <message>
            <location filename="../../app/ui/deleting.py" />
            <source>{n} patient</source>
            <translation>{n} 位患者</translation>
        </message>
        <message>
            <location filename="../../app/ui/deleting.py" />
            <source>{n} patients</source>
            <translation>{n} 位患者</translation>
        </message>
        <message>
            <location filename="../../app/ui/deleting.py" />
            <source>Deleted, not yet erased: {what}. Until then who has the keys could still read what is left on the disk.</source>
            <translation>已删除，尚未彻底清除：{what}。在此之前，持有密钥的人仍可能读出磁盘上残留的内容。</translation>
        </message>
        <message>
            <location filename="../../app/ui/deleting.py" />
            <source>Erasing was stopped before its end; it goes on where it was.</source>
            <translation>彻底清除在完成前被停止；将从中断处继续。</translation>
        </message>
        <message>
            <location filename="../../app/ui/deleting.py" />
            <source>Still in backups: {names}. Remove those in the settings.</source>
            <translation>仍在备份中：{names}。请在设置中移除这些备份。</translation>
        </message>
        <message>
            <location filename="../../app/ui/drawn.py" />
            <source>The picture as it is</source>
            <translation>原始图像</translation>
        </message>
        <message>
            <location filename="../../app/ui/drawn.py" />
            <source>The picture under what moved the answer</source>
            <translation>叠加贡献的图像</translation>
        </message>
        <message>
            <location filename="../../app/ui/drawn.py" />
            <source>How strong the colours are, per cent</source>
            <translation>颜色强度（百分比）</translation>
        </message>
        <message>
            <location filename="../../app/ui/drawn.py" />
            <source>Strength of the colours</source>
            <translation>颜色强度</translation>
        </message>
        <message>
            <location filename="../../app/ui/emergency.py" />
            <source>Emergency access…</source>
            <translation>紧急访问…</translation>
        </message>
        <message>
            <location filename="../../app/ui/emergency.py" />
            <source>End it now</source>
            <translation>立即结束</translation>
        </message>
        <message>
            <location filename="../../app/ui/emergency.py" />
            <source>Emergency access: {n} minutes left. Everything you do is recorded and reviewed.</source>
            <translation>紧急访问：还剩 {n} 分钟。您所做的一切都会被记录并接受审查。</translation>
        </message>
        <message>
            <location filename="../../app/ui/emergency.py" />
            <source>Begin emergency access</source>
            <translation>开始紧急访问</translation>
        </message>
        <message>
            <location filename="../../app/ui/emergency.py" />
            <source>End emergency access</source>
            <translation>结束紧急访问</translation>
        </message>
        <message>
            <location filename="../../app/ui/emergency.py" />
            <source>for example: unconscious patient, allergies not known</source>
            <translation>例如：患者昏迷，过敏史不明</translation>
        </message>
        <message>
            <location filename="../../app/ui/emergency.py" />
            <source>For 60 minutes you may do what a clinician may. Your reason is kept in the audit trail, and an administrator reviews what you did.</source>
            <translation>在 60 分钟内，您可以做临床医生可以做的事。您的理由会保存在审计记录中，管理员会审查您所做的操作。</translation>
        </message>
        <message>
            <location filename="../../app/ui/emergency.py" />
            <source>Emergency access</source>
            <translation>紧急访问</translation>
        </message>
        <message>
            <location filename="../../app/ui/emergency.py" />
            <source>Begin</source>
            <translation>开始</translation>
        </message>
        <message>
            <location filename="../../app/ui/emergency.py" />
            <source>Write at least {n} characters.</source>
            <translation>请至少填写 {n} 个字符。</translation>
        </message>
        <message>
            <location filename="../../app/ui/emergency.py" />
            <source>Began</source>
            <translation>开始时间</translation>
        </message>
        <message>
            <location filename="../../app/ui/emergency.py" />
            <source>Ended</source>
            <translation>已结束</translation>
        </message>
        <message>
            <location filename="../../app/ui/emergency.py" />
            <source>Reviewed by</source>
            <translation>审查人</translation>
        </message>
        <message>
            <location filename="../../app/ui/emergency.py" />
            <source>Mark as reviewed</source>
            <translation>标记为已审查</translation>
        </message>
        <message>
            <location filename="../../app/ui/emergency.py" />
            <source>Look in the trail at what each person did in that hour, then mark it as reviewed.</source>
            <translation>请在审计记录中查看每个人在那一小时内做了什么，然后标记为已审查。</translation>
        </message>
        <message>
            <location filename="../../app/ui/emergency.py" />
            <source>Choose a line of the list first.</source>
            <translation>请先在列表中选择一行。</translation>
        </message>
        <message>
            <location filename="../../app/ui/emergency.py" />
            <source>It is reviewed already.</source>
            <translation>已经审查过了。</translation>
        </message>
        <message>
            <location filename="../../app/ui/emergency.py" />
            <source>Review emergency access</source>
            <translation>审查紧急访问</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/cards.py" />
            <source>version {version}</source>
            <translation>版本 {version}</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/cards.py" />
            <source>Model</source>
            <translation>模型</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/cards.py" />
            <source>Likeliest: {name}</source>
            <translation>最可能：{name}</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/cards.py" />
            <source>Decision of the model</source>
            <translation>模型的判定</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/cards.py" />
            <source>What moved the answer: to the right towards {name}, to the left away from it</source>
            <translation>影响结果的因素：向右趋向“{name}”，向左远离</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/cards.py" />
            <source>What moved the answer: to the right for it, to the left against it</source>
            <translation>影响结果的因素：向右为支持，向左为反对</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/cards.py" />
            <source>Show all {n} inputs</source>
            <translation>显示全部 {n} 个输入</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/cards.py" />
            <source>Show fewer inputs</source>
            <translation>收起部分输入</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/cards.py" />
            <source>Why this answer?</source>
            <translation>为何是这个答案？</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/cards.py" />
            <source>Export the explanation…</source>
            <translation>导出解释…</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/cards.py" />
            <source>Note (why, or what else was seen)</source>
            <translation>说明（理由，或另外看到的情况）</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/cards.py" />
            <source>Note on the prediction</source>
            <translation>对预测的说明</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/cards.py" />
            <source>Confirm</source>
            <translation>确认</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/cards.py" />
            <source>Reject</source>
            <translation>否定</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/cards.py" />
            <source>Your word on it</source>
            <translation>您的意见</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/cards.py" />
            <source>Provenance</source>
            <translation>来源信息</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/cards.py" />
            <source>Hide the provenance</source>
            <translation>收起来源信息</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/cards.py" />
            <source>not yet judged</source>
            <translation>尚未判断</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/cards.py" />
            <source>by {user}, {at}</source>
            <translation>{user}，{at}</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/panes.py" />
            <source>No model has answered yet</source>
            <translation>尚无模型结果</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/panes.py" />
            <source>Press Predict in the record or in the viewer: the models that fit this patient are offered there.</source>
            <translation>在病历或阅片中点击“预测”，会列出适用于该患者的模型。</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/panes.py" />
            <source>Open the record</source>
            <translation>打开病历</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/panes.py" />
            <source>Findings of the patient</source>
            <translation>患者的所见</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/panes.py" />
            <source>for example: nodule, right upper lobe, 8 mm</source>
            <translation>例如：右肺上叶结节，8 mm</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/panes.py" />
            <source>What was found</source>
            <translation>所见内容</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/panes.py" />
            <source>Note (optional)</source>
            <translation>说明（可不填）</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/panes.py" />
            <source>Note on the new finding</source>
            <translation>新所见的说明</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/panes.py" />
            <source>Keep as draft</source>
            <translation>存为草稿</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/panes.py" />
            <source>about the series open in the viewer</source>
            <translation>针对阅片中打开的序列</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/panes.py" />
            <source>New finding</source>
            <translation>新所见</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/panes.py" />
            <source>Write first what was found.</source>
            <translation>请先填写所见内容。</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/panes.py" />
            <source>All</source>
            <translation>全部</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/panes.py" />
            <source>No finding has this status.</source>
            <translation>没有处于该状态的所见。</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/panes.py" />
            <source>Nothing has been found or noted yet.</source>
            <translation>尚无所见或记录。</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/panes.py" />
            <source>Note on the finding</source>
            <translation>对所见的说明</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/panes.py" />
            <source>Keep the note</source>
            <translation>保存备注</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/panes.py" />
            <source>series {uid}</source>
            <translation>序列 {uid}</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/panes.py" />
            <source>It is confirmed already.</source>
            <translation>已经确认。</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/panes.py" />
            <source>It is rejected already.</source>
            <translation>已经否定。</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/state.py" />
            <source>Rejected</source>
            <translation>已否定</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/state.py" />
            <source>About the patient's record</source>
            <translation>针对患者的病历</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/state.py" />
            <source>About series {uid}</source>
            <translation>针对序列 {uid}</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/state.py" />
            <source>About a row of a table</source>
            <translation>针对表格中的一行</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/state.py" />
            <source>Word {n}</source>
            <translation>第 {n} 个词</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/state.py" />
            <source>Atom {n}</source>
            <translation>第 {n} 个原子</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/state.py" />
            <source>Base {n}</source>
            <translation>第 {n} 个碱基</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/state.py" />
            <source>Place {slice}, {row}, {column}</source>
            <translation>位置 {slice}, {row}, {column}</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/state.py" />
            <source>Place in row {row}, column {column}</source>
            <translation>第 {row} 行第 {column} 列处</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/state.py" />
            <source>Model id</source>
            <translation>模型标识</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/state.py" />
            <source>Model digest (SHA-256)</source>
            <translation>模型摘要值（SHA-256）</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/state.py" />
            <source>Input digests (SHA-256)</source>
            <translation>输入摘要值（SHA-256）</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/state.py" />
            <source>Device</source>
            <translation>设备</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/state.py" />
            <source>Why this device</source>
            <translation>选用该设备的原因</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/state.py" />
            <source>ONNX Runtime</source>
            <translation>ONNX Runtime</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/state.py" />
            <source>Prediction id</source>
            <translation>预测标识</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/state.py" />
            <source>Decided as {positive} from {threshold} on. That threshold was chosen where {prevalence} had it; where it is rarer, fewer of those decided as {positive} really have it.</source>
            <translation>概率达到 {threshold} 即判为“{positive}”。该阈值在患病比例为 {prevalence} 的人群中选定；在更少见的人群中，被判为“{positive}”者真正如此的比例更低。</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/view.py" />
            <source>Findings and predictions</source>
            <translation>所见与预测</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/view.py" />
            <source>No patient is open</source>
            <translation>未打开患者</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/view.py" />
            <source>Here the answers of models stand beside what people say of them: confirmed, rejected or still a draft. Choose a patient in the worklist to see theirs.</source>
            <translation>这里并列显示模型的结果和人的意见：已确认、已否定或仍为草稿。请在工作列表中选择患者。</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/view.py" />
            <source>Open the worklist</source>
            <translation>打开工作列表</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/view.py" />
            <source>Read findings and predictions</source>
            <translation>读取所见与预测</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/view.py" />
            <source>Name not known</source>
            <translation>姓名不详</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/view.py" />
            <source>{n} prediction</source>
            <translation>{n} 项预测</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/view.py" />
            <source>{n} predictions</source>
            <translation>{n} 项预测</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/view.py" />
            <source>Keep your word on a prediction</source>
            <translation>保存您对预测的意见</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/view.py" />
            <source>Explain an answer</source>
            <translation>解释答案</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/view.py" />
            <source>Export the explanation</source>
            <translation>导出解释</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/view.py" />
            <source>Export an explanation</source>
            <translation>导出解释</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/view.py" />
            <source>The explanation was written.</source>
            <translation>解释已写出。</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/view.py" />
            <source>Draft a finding</source>
            <translation>起草所见</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/view.py" />
            <source>Mark a finding</source>
            <translation>标记所见</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/view.py" />
            <source>Kept as a draft.</source>
            <translation>已存为草稿。</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/view.py" />
            <source>Confirmed.</source>
            <translation>已确认。</translation>
        </message>
        <message>
            <location filename="../../app/ui/findings/view.py" />
            <source>Rejected.</source>
            <translation>已否定。</translation>
        </message>
        <message>
            <location filename="../../app/ui/help/state.py" />
            <source>First steps</source>
            <translation>入门</translation>
        </message>
        <message>
            <location filename="../../app/ui/help/state.py" />
            <source>Importing files</source>
            <translation>导入文件</translation>
        </message>
        <message>
            <location filename="../../app/ui/help/state.py" />
            <source>Viewing images</source>
            <translation>阅片</translation>
        </message>
        <message>
            <location filename="../../app/ui/help/state.py" />
            <source>Reading a record</source>
            <translation>查看病历</translation>
        </message>
        <message>
            <location filename="../../app/ui/help/state.py" />
            <source>Predictions and findings</source>
            <translation>预测与所见</translation>
        </message>
        <message>
            <location filename="../../app/ui/help/state.py" />
            <source>Training a model</source>
            <translation>训练模型</translation>
        </message>
        <message>
            <location filename="../../app/ui/help/state.py" />
            <source>What each warning means</source>
            <translation>各种警告的含义</translation>
        </message>
        <message>
            <location filename="../../app/ui/help/state.py" />
            <source>Privacy and the vault</source>
            <translation>隐私与保险库</translation>
        </message>
        <message>
            <location filename="../../app/ui/help/state.py" />
            <source>Backups and restoring</source>
            <translation>备份与恢复</translation>
        </message>
        <message>
            <location filename="../../app/ui/help/state.py" />
            <source>Keyboard shortcuts</source>
            <translation>键盘快捷键</translation>
        </message>
        <message>
            <location filename="../../app/ui/help/view.py" />
            <source>Search the help</source>
            <translation>搜索帮助</translation>
        </message>
        <message>
            <location filename="../../app/ui/help/view.py" />
            <source>Contents of the help</source>
            <translation>帮助目录</translation>
        </message>
        <message>
            <location filename="../../app/ui/help/view.py" />
            <source>No page holds these words.</source>
            <translation>没有包含这些词的页面。</translation>
        </message>
        <message>
            <location filename="../../app/ui/help/view.py" />
            <source>Help page</source>
            <translation>帮助页面</translation>
        </message>
        <message>
            <location filename="../../app/ui/help/view.py" />
            <source>Help</source>
            <translation>帮助</translation>
        </message>
        <message>
            <location filename="../../app/ui/help/view.py" />
            <source>Everything here is on this computer; nothing is looked up outside.</source>
            <translation>所有内容都在本机，不会从外部查询。</translation>
        </message>
        <message>
            <location filename="../../app/ui/help/view.py" />
            <source>Keys</source>
            <translation>按键</translation>
        </message>
        <message>
            <location filename="../../app/ui/help/view.py" />
            <source>What they do</source>
            <translation>作用</translation>
        </message>
        <message>
            <location filename="../../app/ui/idle.py" />
            <source>This computer does not tell programs when its screen is locked: the vault locks after the idle time only. Lock it yourself with Ctrl+L when you leave.</source>
            <translation>本机不会告知程序屏幕何时锁定：保险库只在空闲一段时间后锁定。离开时请按 Ctrl+L 自行锁定。</translation>
        </message>
        <message>
            <location filename="../../app/ui/job_tray.py" />
            <source>Done</source>
            <translation>完成</translation>
        </message>
        <message>
            <location filename="../../app/ui/job_tray.py" />
            <source>Failed</source>
            <translation>失败</translation>
        </message>
        <message>
            <location filename="../../app/ui/job_tray.py" />
            <source>Stopped</source>
            <translation>已停止</translation>
        </message>
        <message>
            <location filename="../../app/ui/job_tray.py" />
            <source>Stop {title}</source>
            <translation>停止：{title}</translation>
        </message>
        <message>
            <location filename="../../app/ui/job_tray.py" />
            <source>Running</source>
            <translation>正在运行</translation>
        </message>
        <message>
            <location filename="../../app/ui/job_tray.py" />
            <source>Jobs</source>
            <translation>任务</translation>
        </message>
        <message>
            <location filename="../../app/ui/job_tray.py" />
            <source>Nothing is running.</source>
            <translation>没有正在运行的任务。</translation>
        </message>
        <message>
            <location filename="../../app/ui/job_tray.py" />
            <source>Nothing has run since the vault was opened.</source>
            <translation>打开保险库以来还没有运行过任务。</translation>
        </message>
        <message>
            <location filename="../../app/ui/job_tray.py" />
            <source>No jobs running</source>
            <translation>没有任务在运行</translation>
        </message>
        <message>
            <location filename="../../app/ui/job_tray.py" />
            <source>{n} jobs running</source>
            <translation>{n} 个任务正在运行</translation>
        </message>
        <message>
            <location filename="../../app/ui/language.py" />
            <source>Language of this computer</source>
            <translation>跟随系统语言</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/card.py" />
            <source>Intended use</source>
            <translation>预期用途</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/card.py" />
            <source>Not for</source>
            <translation>不适用于</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/card.py" />
            <source>Trained on</source>
            <translation>训练数据</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/card.py" />
            <source>Predict on a table…</source>
            <translation>对表格预测…</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/card.py" />
            <source>Remove…</source>
            <translation>移除…</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/card.py" />
            <source>The card does not say.</source>
            <translation>模型卡未说明。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/card.py" />
            <source>Figure</source>
            <translation>指标</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/card.py" />
            <source>Plain baseline</source>
            <translation>普通基线模型</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/card.py" />
            <source>Measured on cases it had not seen</source>
            <translation>在未见过的病例上测得</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/card.py" />
            <source>Measured figures</source>
            <translation>测得的指标</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/card.py" />
            <source>The card holds no figures.</source>
            <translation>模型卡没有给出指标。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/card.py" />
            <source>Decision threshold</source>
            <translation>判定阈值</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/card.py" />
            <source>Images: {kinds}, values in {unit}</source>
            <translation>影像：{kinds}，数值单位 {unit}</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/card.py" />
            <source>Reads</source>
            <translation>读取</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/card.py" />
            <source>Range met in training</source>
            <translation>训练时见过的范围</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/card.py" />
            <source>Inputs of the model</source>
            <translation>模型的输入</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/card.py" />
            <source>Digest of model.onnx (SHA-256)</source>
            <translation>model.onnx 摘要值（SHA-256）</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/card.py" />
            <source>ONNX operator set</source>
            <translation>ONNX 算子集</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/card.py" />
            <source>Registered</source>
            <translation>登记</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/card.py" />
            <source>{at} by {user}</source>
            <translation>{at}，{user}</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/card.py" />
            <source>Came from</source>
            <translation>来源</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/card.py" />
            <source>Package size</source>
            <translation>模型包大小</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/state.py" />
            <source>Diagnosis of a case from a table or record</source>
            <translation>根据表格或病历诊断病例</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/state.py" />
            <source>Effect of a compound</source>
            <translation>化合物的效应</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/state.py" />
            <source>Reading of a written report</source>
            <translation>阅读文字报告</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/state.py" />
            <source>Diagnosis from an image</source>
            <translation>根据影像诊断</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/state.py" />
            <source>Outlining a structure in an image</source>
            <translation>勾画影像中的结构</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/state.py" />
            <source>Trait from a genome</source>
            <translation>根据基因组推断性状</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/state.py" />
            <source>Pictures or volumes</source>
            <translation>图像或体数据</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/state.py" />
            <source>Measurements in the course of time</source>
            <translation>随时间变化的测量值</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/state.py" />
            <source>The text of a report</source>
            <translation>报告文本</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/state.py" />
            <source>A molecule, written as SMILES</source>
            <translation>以 SMILES 书写的分子</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/state.py" />
            <source>Genotypes, from a VCF file</source>
            <translation>基因型（VCF 文件）</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/state.py" />
            <source>Gene expression</source>
            <translation>基因表达</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/state.py" />
            <source>A DNA sequence</source>
            <translation>DNA 序列</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/state.py" />
            <source>one of</source>
            <translation>下列之一</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/state.py" />
            <source>No decision threshold: the likeliest class is named.</source>
            <translation>没有判定阈值：给出最可能的类别。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/state.py" />
            <source>{positive} from a probability of {threshold} on, chosen where {prevalence} of patients had it. Where it is rarer, fewer of those called {positive} really have it; where it is commoner, more are missed.</source>
            <translation>概率达到 {threshold} 即判为“{positive}”，该阈值在 {prevalence} 的患者如此的人群中选定。在更少见的人群中，被判为“{positive}”者真正如此的比例更低；在更常见的人群中，漏判会更多。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/view.py" />
            <source>Install from a file…</source>
            <translation>从文件安装…</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/view.py" />
            <source>Train a model</source>
            <translation>训练模型</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/view.py" />
            <source>Models</source>
            <translation>模型</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/view.py" />
            <source>The shelf is empty</source>
            <translation>模型架是空的</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/view.py" />
            <source>A model is a package with its card: what it is for, what it reads, how well it was measured to do. Install one from a file, or train one on your own table.</source>
            <translation>模型是附有模型卡的一个包：用途、读取的内容、实测的表现。可以从文件安装，也可以用自己的表格训练。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/view.py" />
            <source>Search models</source>
            <translation>搜索模型</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/view.py" />
            <source>Models on the shelf</source>
            <translation>模型架上的模型</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/view.py" />
            <source>Read the shelf</source>
            <translation>读取模型架</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/view.py" />
            <source>No device for models was found</source>
            <translation>未找到可运行模型的设备</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/view.py" />
            <source>Models run on {device}</source>
            <translation>模型运行于 {device}</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/view.py" />
            <source>Model packages</source>
            <translation>模型包</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/view.py" />
            <source>All files</source>
            <translation>所有文件</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/view.py" />
            <source>Install a model</source>
            <translation>安装模型</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/view.py" />
            <source>Verify and register a model</source>
            <translation>核验并登记模型</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/view.py" />
            <source>{name} is on the shelf</source>
            <translation>{name} 已在模型架上</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/view.py" />
            <source>{name} {version} will no longer answer. Predictions it made stay in the records, with its digest. To have it again it must be installed or trained again.</source>
            <translation>{name} {version} 将不再给出结果。它已作的预测连同其摘要值仍留在病历中。若要再次使用，须重新安装或训练。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/view.py" />
            <source>Remove this model?</source>
            <translation>移除该模型？</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/view.py" />
            <source>Remove</source>
            <translation>移除</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/view.py" />
            <source>Remove a model</source>
            <translation>移除模型</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/view.py" />
            <source>The model was removed.</source>
            <translation>模型已移除。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/view.py" />
            <source>Tables</source>
            <translation>表格</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/view.py" />
            <source>Choose a table to ask about</source>
            <translation>选择要预测的表格</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/view.py" />
            <source>Predict on a table</source>
            <translation>对表格预测</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/view.py" />
            <source>{n} row was answered</source>
            <translation>已对 {n} 行给出结果</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/view.py" />
            <source>{n} rows were answered</source>
            <translation>已对 {n} 行给出结果</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/view.py" />
            <source>Answers for {file}</source>
            <translation>{file} 的结果</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/view.py" />
            <source>{rows}. They are kept in the vault with their provenance.</source>
            <translation>{rows}。结果连同来源信息保存在保险库中。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/view.py" />
            <source>Version</source>
            <translation>版本</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/view.py" />
            <source>Network</source>
            <translation>网络</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/view.py" />
            <source>The card is complete and of a form this program knows.</source>
            <translation>模型卡完整，格式为本程序所识别。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/view.py" />
            <source>model.onnx has the digest the card states.</source>
            <translation>model.onnx 的摘要值与模型卡一致。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/view.py" />
            <source>It uses standard operators only and holds no code.</source>
            <translation>只使用标准算子，不含代码。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/view.py" />
            <source>Its golden sample was run again here and gave the same numbers.</source>
            <translation>标准样本已在本机重新运行，数值一致。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/view.py" />
            <source>Row</source>
            <translation>行</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/view.py" />
            <source>Decision</source>
            <translation>判定</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/view.py" />
            <source>Warnings</source>
            <translation>警告</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/view.py" />
            <source>Answers for each row</source>
            <translation>各行的结果</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>Blood-brain barrier (BBBP)</source>
            <translation>血脑屏障（BBBP）</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>Whether a small molecule passes from the blood into the brain. A demonstration of how such a model is asked and explained, not for clinical use.</source>
            <translation>小分子能否从血液进入大脑。演示如何询问和解释这类模型，不用于临床。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>Any decision about a patient. Molecules unlike the drugs it learned from.</source>
            <translation>对患者的任何决定。与训练所用药物不相似的分子。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>BBBP: 2,050 compounds (Martins et al., J Chem Inf Model 2012;52:1686-1697; MoleculeNet, Wu et al., Chem Sci 2018;9:513-530, MIT licence). Measured on 204 molecules of scaffolds it had not seen; the model is the one trained on 1631 others.</source>
            <translation>BBBP：2,050 种化合物（Martins 等, J Chem Inf Model 2012;52:1686-1697；MoleculeNet, Wu 等, Chem Sci 2018;9:513-530，MIT 许可）。在 204 个骨架未曾见过的分子上测量；模型由另外 1631 个分子训练而成。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>Learned and measured on one data set only; not tested on another.</source>
            <translation>只在一个数据集上训练和测量；未在其他数据集上检验。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>What an answer hangs on is found by hiding one part after the other, not read from the model.</source>
            <translation>答案取决于什么，是逐一隐藏各部分得出的，不是从模型中直接读出的。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>Three in four compounds of the data pass: another mixture needs another threshold.</source>
            <translation>数据中四分之三的化合物能通过：组成不同时需要另定阈值。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>Breast mass: fine-needle aspirate (Wisconsin)</source>
            <translation>乳腺肿块：细针穿刺（Wisconsin）</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>Showing how a model is asked and explained: from 30 measurements of the cell nuclei in a fine-needle aspirate of a breast mass, how likely it is malignant. A demonstration, not for clinical use.</source>
            <translation>演示如何使用和解释模型：根据乳腺肿块细针穿刺细胞核的 30 项测量值，估计其为恶性的可能性。仅供演示，不用于临床。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>Any decision about a patient. Measurements of another image analysis than that of the data.</source>
            <translation>对患者的任何决定；以及由不同于该数据的图像分析得到的测量值。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>Breast Cancer Wisconsin (Diagnostic): 569 aspirates, University of Wisconsin Hospitals, Madison (Street, Wolberg, Mangasarian, SPIE 1993;1905:861-870; UCI Machine Learning Repository 17, CC BY 4.0), as scikit-learn brings it. Measured by 5-fold cross-validation by patient, everything fitted inside the folds; the model itself is then trained on all 569 rows in the same way.</source>
            <translation>Breast Cancer Wisconsin (Diagnostic)：569 例穿刺，威斯康星大学麦迪逊分校医院（Street、Wolberg、Mangasarian，SPIE 1993;1905:861-870；UCI Machine Learning Repository 17，CC BY 4.0），取自 scikit-learn。按患者作 5 折交叉验证，所有拟合都在各折内进行；最终模型再以同样方式用全部 569 行训练。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>The data state no units. Lengths are in the pixels of that clinic's image analysis of the 1990s: measurements from another system do not fit.</source>
            <translation>数据未注明单位。长度以该医院 20 世纪 90 年代图像分析的像素计：其他系统的测量值不适用。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>One hospital; benign and malignant masses in other shares than in a clinic of today.</source>
            <translation>仅来自一家医院；良性与恶性的比例不同于今天的门诊。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>Age, imaging and history are not read.</source>
            <translation>不读取年龄、影像和病史。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>It was never tested on patients of another place or time.</source>
            <translation>从未在其他地点或时期的患者上检验。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>Breast ultrasound (BreastMNIST)</source>
            <translation>乳腺超声（BreastMNIST）</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>Whether a breast ultrasound picture of 28 x 28 pixels shows a malignant mass. A demonstration of how such a model is asked and explained, not for clinical use.</source>
            <translation>一张 28 x 28 像素的乳腺超声图片是否显示恶性肿块。演示如何询问和解释这类模型，不用于临床。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>Any decision about a patient. Pictures of ordinary size and quality.</source>
            <translation>对患者的任何决定。常规大小和质量的图片。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>BreastMNIST: 780 pictures in the official parts (Al-Dhabyani et al., Data Brief 2020;28:104863; MedMNIST v2, Yang et al., Sci Data 2023;10:41, CC BY 4.0). Measured on the 156 rows set aside as a test; the model is the one trained on 535 others.</source>
            <translation>BreastMNIST：780 张图片，按官方划分（Al-Dhabyani 等, Data Brief 2020;28:104863；MedMNIST v2, Yang 等, Sci Data 2023;10:41，CC BY 4.0）。在留作测试的 156 行上测量；模型由另外 535 行训练而成。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>Only 156 pictures were asked about: the interval is wide.</source>
            <translation>只测试了 156 张图片：区间较宽。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>Cancer type from pathology reports (TCGA)</source>
            <translation>由病理报告判断癌症类型（TCGA）</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>Which of 13 types of cancer a surgical pathology report in English speaks of. A demonstration of how such a model is asked and explained, not for clinical use.</source>
            <translation>一份英文手术病理报告说的是 13 种癌症中的哪一种。演示如何询问和解释这类模型，不用于临床。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>Any decision about a patient. Reports of other organs or in other languages.</source>
            <translation>对患者的任何决定。其他器官或其他语言的报告。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>1,100 surgical pathology reports of The Cancer Genome Atlas, open-access tier of the Genomic Data Commons (Kefeli, Tatonetti, Patterns 2024;5:100933). The package holds no report; its words were each seen in at least ten patients. Measured by 5-fold cross-validation by patient, everything fitted inside the folds; the model itself is then trained on all 1085 rows in the same way.</source>
            <translation>The Cancer Genome Atlas 的 1,100 份手术病理报告，Genomic Data Commons 开放获取层级（Kefeli、Tatonetti, Patterns 2024;5:100933）。模型包不含任何报告；其中每个词都至少在十位患者中出现过。按患者作 5 折交叉验证，所有拟合都在各折内进行；最终模型再以同样方式用全部 1085 行训练。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>Read by machine from scans: slips of reading are part of what it learned.</source>
            <translation>文本由机器从扫描件识别：识别错误也是训练内容的一部分。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>It names one of its 13 types whatever the report speaks of.</source>
            <translation>无论报告说的是什么，它总会给出 13 种类型之一。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>Genome ancestry (1000 Genomes)</source>
            <translation>基因组祖源（千人基因组）</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>Which of five continental groups of the 1000 Genomes Project a genome resembles most. A demonstration of how such a model is asked and explained, not for clinical use.</source>
            <translation>一个基因组与千人基因组计划的五个大陆人群中的哪一个最相似。演示如何询问和解释这类模型，不用于临床。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>Any decision about a patient. Saying who a person is or where a person belongs.</source>
            <translation>任何针对患者的决定。判断一个人是谁、属于哪里。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>1000 Genomes phase 3: 3,000 variants of 1,502 people, open to all (Nature 2015;526:68-74), as peddy brings them (Pedersen, Quinlan, Am J Hum Genet 2017;100:406-413, MIT licence). Measured on one patient in five, none of whom it had seen; the model is the one trained on the other 1202 rows.</source>
            <translation>千人基因组第三期：1,502 人的 3,000 个变异，对所有人开放（Nature 2015;526:68-74），取自 peddy（Pedersen、Quinlan, Am J Hum Genet 2017;100:406-413，MIT 许可）。在五分之一未曾见过的人身上测量；模型由其余 1202 行训练而成。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>People of mixed ancestry are pressed into one of five groups.</source>
            <translation>混合祖源的人会被归入五组之一。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>Positions are those of GRCh37.</source>
            <translation>位置以 GRCh37 为准。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>Narrowed coronary arteries (Cleveland)</source>
            <translation>冠状动脉狭窄（克利夫兰）</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>How likely a patient sent for coronary angiography has a vessel narrowed by more than half. A demonstration of how such a model is asked and explained, not for clinical use.</source>
            <translation>被送去做冠状动脉造影的患者有血管狭窄超过一半的可能性。演示如何询问和解释这类模型，不用于临床。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>Any decision about a patient. People who were not sent for coronary angiography.</source>
            <translation>对患者的任何决定。未被送去做冠状动脉造影的人。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>Heart Disease, Cleveland: 303 patients sent for coronary angiography, Cleveland Clinic (Detrano et al., Am J Cardiol 1989;64:304-310; UCI Machine Learning Repository 45, CC BY 4.0). Measured by 5-fold cross-validation by patient, repeated 2 times, everything fitted inside the folds; the model itself is then trained on all 303 rows in the same way.</source>
            <translation>Heart Disease, Cleveland：克利夫兰医学中心 303 位做冠状动脉造影的患者（Detrano 等, Am J Cardiol 1989;64:304-310；UCI Machine Learning Repository 45，CC BY 4.0）。按患者作 5 折交叉验证，重复 2 次，所有拟合都在各折内进行；最终模型再以同样方式用全部 303 行训练。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>One hospital in the 1980s; who is sent for angiography, and how, has changed.</source>
            <translation>20 世纪 80 年代的一家医院；如今送去造影的患者和方式都已不同。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>Almost half of these patients had a narrowed vessel: elsewhere far fewer of those called so will have one.</source>
            <translation>这些患者近一半有血管狭窄：在别处，被判为狭窄的人中真正狭窄的要少得多。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>Death in hospital after 48 hours in intensive care (PhysioNet 2012)</source>
            <translation>重症监护 48 小时后的院内死亡（PhysioNet 2012）</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>How likely a patient dies in the hospital, from what was measured in the first 48 hours in intensive care. A demonstration of how such a model is asked and explained, not for clinical use.</source>
            <translation>根据重症监护最初 48 小时的测量，患者在院内死亡的可能性。演示如何询问和解释这类模型，不用于临床。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>Any decision about a patient, above all one to limit treatment. Stays outside intensive care, and shorter than two days.</source>
            <translation>对患者的任何决定，尤其是限制治疗的决定。重症监护以外的住院，以及不足两天的住院。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>PhysioNet/Computing in Cardiology Challenge 2012, set A: 4,000 stays of adults in intensive care (Silva et al., Computing in Cardiology 2012;39:245-248; Open Data Commons Attribution License v1.0). Measured on one patient in five, none of whom it had seen; the model is the one trained on the other 3200 rows.</source>
            <translation>PhysioNet/Computing in Cardiology Challenge 2012，A 组：成人重症监护 4,000 次住院（Silva 等, Computing in Cardiology 2012;39:245-248；Open Data Commons Attribution License v1.0）。在五分之一未曾见过的患者身上测量；模型由其余 3200 行训练而成。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>One hospital before 2008; treatment and who is admitted have changed.</source>
            <translation>2008 年以前的一家医院；如今的治疗和收治对象都已不同。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>Cell nuclei (DSB 2018)</source>
            <translation>细胞核（DSB 2018）</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>Which pixels of a microscope picture belong to cell nuclei. A demonstration of how such a model is asked and explained, not for clinical use.</source>
            <translation>显微镜图片中哪些像素属于细胞核。演示如何询问和解释这类模型，不用于临床。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>Any decision about a patient.</source>
            <translation>对患者的任何决定。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>2018 Data Science Bowl, stage 1 (BBBC038, Caicedo et al., Nat Methods 2019;16:1247-1253, CC0), with the masks corrected by K. Lopuhin (CC0). Measured by 3-fold cross-validation by patient, everything fitted inside the folds; the model itself is then trained on all 24 rows in the same way.</source>
            <translation>2018 Data Science Bowl 第一阶段（BBBC038, Caicedo 等, Nat Methods 2019;16:1247-1253，CC0），掩膜经 K. Lopuhin 修正（CC0）。按患者作 3 折交叉验证，所有拟合都在各折内进行；最终模型再以同样方式用全部 24 行训练。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>Only a few pictures were learned from and asked about.</source>
            <translation>训练和测试都只用了少量图片。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>Solubility in water (ESOL)</source>
            <translation>水中溶解度（ESOL）</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>How well a small molecule dissolves in water, as the logarithm of mol/L. A demonstration of how such a model is asked and explained, not for clinical use.</source>
            <translation>小分子在水中的溶解程度，以 mol/L 的对数表示。演示如何询问和解释这类模型，不用于临床。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>Any decision about a patient. Salts, metals, peptides and molecules unlike the small organic ones it learned from.</source>
            <translation>任何针对患者的决定。盐、金属、肽，以及与其训练所用的有机小分子不同的分子。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>ESOL: measured solubility of 1,128 compounds (Delaney, J Chem Inf Comput Sci 2004;44:1000-1005; MoleculeNet, Wu et al., Chem Sci 2018;9:513-530, MIT licence). Measured on 113 molecules of scaffolds it had not seen; the model is the one trained on 902 others.</source>
            <translation>ESOL：1,128 种化合物的实测溶解度（Delaney, J Chem Inf Comput Sci 2004;44:1000-1005；MoleculeNet, Wu 等, Chem Sci 2018;9:513-530，MIT 许可）。在 113 个骨架未曾见过的分子上测量；模型由另外 902 个分子训练而成。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>Its interval holds for molecules whose ring systems resemble those it learned from.</source>
            <translation>其区间适用于环系与训练分子相似的分子。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>Splice junction (UCI)</source>
            <translation>剪接位点（UCI）</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>Whether the middle of 60 bases of primate DNA is the start of an intron, its end or neither. A demonstration of how such a model is asked and explained, not for clinical use.</source>
            <translation>60 个碱基的灵长类 DNA 的中点是内含子的起点、终点还是都不是。演示如何询问和解释这类模型，不用于临床。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>UCI Molecular Biology (Splice-junction Gene Sequences), GenBank 64.1 (Noordewier, Towell, Shavlik, NIPS 1991; UCI Machine Learning Repository 69, CC BY 4.0). Measured by 5-fold cross-validation by patient, everything fitted inside the folds; the model itself is then trained on all 3190 rows in the same way.</source>
            <translation>UCI Molecular Biology（剪接位点基因序列），GenBank 64.1（Noordewier、Towell、Shavlik, NIPS 1991；UCI Machine Learning Repository 69，CC BY 4.0）。按患者作 5 折交叉验证，所有拟合都在各折内进行；最终模型再以同样方式用全部 3190 行训练。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>Sequences of another length than 60 bases, or not centred on the site, mean nothing to it.</source>
            <translation>长度不是 60 个碱基或不以位点为中心的序列对它没有意义。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>does not pass</source>
            <translation>不能通过</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>passes</source>
            <translation>能通过</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>benign</source>
            <translation>良性</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>malignant</source>
            <translation>恶性</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>mean radius</source>
            <translation>平均半径</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>mean texture</source>
            <translation>平均纹理</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>mean perimeter</source>
            <translation>平均周长</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>mean area</source>
            <translation>平均面积</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>mean smoothness</source>
            <translation>平均平滑度</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>mean compactness</source>
            <translation>平均紧密度</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>mean concavity</source>
            <translation>平均凹度</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>mean concave points</source>
            <translation>平均凹点数</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>mean symmetry</source>
            <translation>平均对称性</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>mean fractal dimension</source>
            <translation>平均分形维数</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>radius error</source>
            <translation>半径标准误</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>texture error</source>
            <translation>纹理标准误</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>perimeter error</source>
            <translation>周长标准误</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>area error</source>
            <translation>面积标准误</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>smoothness error</source>
            <translation>平滑度标准误</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>compactness error</source>
            <translation>紧密度标准误</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>concavity error</source>
            <translation>凹度标准误</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>concave points error</source>
            <translation>凹点数标准误</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>symmetry error</source>
            <translation>对称性标准误</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>fractal dimension error</source>
            <translation>分形维数标准误</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>worst radius</source>
            <translation>最差半径</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>worst texture</source>
            <translation>最差纹理</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>worst perimeter</source>
            <translation>最差周长</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>worst area</source>
            <translation>最差面积</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>worst smoothness</source>
            <translation>最差平滑度</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>worst compactness</source>
            <translation>最差紧密度</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>worst concavity</source>
            <translation>最差凹度</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>worst concave points</source>
            <translation>最差凹点数</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>worst symmetry</source>
            <translation>最差对称性</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>worst fractal dimension</source>
            <translation>最差分形维数</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>benign or normal</source>
            <translation>良性或正常</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>bladder, urothelial carcinoma</source>
            <translation>膀胱尿路上皮癌</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>brain, glioblastoma</source>
            <translation>脑胶质母细胞瘤</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>brain, lower grade glioma</source>
            <translation>脑低级别胶质瘤</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>cervix, carcinoma</source>
            <translation>宫颈癌</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>colon, adenocarcinoma</source>
            <translation>结肠腺癌</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>head and neck, squamous cell carcinoma</source>
            <translation>头颈部鳞状细胞癌</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>kidney, clear cell carcinoma</source>
            <translation>肾透明细胞癌</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>kidney, papillary carcinoma</source>
            <translation>肾乳头状癌</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>liver, hepatocellular carcinoma</source>
            <translation>肝细胞癌</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>ovary, serous carcinoma</source>
            <translation>卵巢浆液性癌</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>pancreas, adenocarcinoma</source>
            <translation>胰腺腺癌</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>prostate, adenocarcinoma</source>
            <translation>前列腺腺癌</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>rectum, adenocarcinoma</source>
            <translation>直肠腺癌</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>African</source>
            <translation>非洲人群</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>American (admixed)</source>
            <translation>美洲人群（混合）</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>East Asian</source>
            <translation>东亚人群</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>European</source>
            <translation>欧洲人群</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>South Asian</source>
            <translation>南亚人群</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>not narrowed</source>
            <translation>无狭窄</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>narrowed</source>
            <translation>狭窄</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>age</source>
            <translation>年龄</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>sex</source>
            <translation>性别</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>chest pain</source>
            <translation>胸痛类型</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>resting blood pressure</source>
            <translation>静息血压</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>serum cholesterol</source>
            <translation>血清胆固醇</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>fasting blood sugar above 120 mg/dL</source>
            <translation>空腹血糖高于 120 mg/dL</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>ECG at rest</source>
            <translation>静息心电图</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>highest heart rate</source>
            <translation>最高心率</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>angina on exertion</source>
            <translation>运动诱发心绞痛</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>ST depression on exertion</source>
            <translation>运动时 ST 段压低</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>slope of ST on exertion</source>
            <translation>运动时 ST 段斜率</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>vessels seen by fluoroscopy</source>
            <translation>透视显影的血管数</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>thallium scan</source>
            <translation>铊心肌显像</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>left the hospital alive</source>
            <translation>存活出院</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>died in the hospital</source>
            <translation>院内死亡</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>nothing</source>
            <translation>无</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>nucleus</source>
            <translation>细胞核</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>measured log solubility in mols per litre</source>
            <translation>实测溶解度的对数（mol/L）</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>end of an intron (IE)</source>
            <translation>内含子终点（IE）</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>neither</source>
            <translation>都不是</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>start of an intron (EI)</source>
            <translation>内含子起点（EI）</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>Deciding about a patient without a clinician; patients unlike those it learned from.</source>
            <translation>在没有临床医生参与的情况下决定患者事宜；与其学习对象不同的患者。</translation>
        </message>
        <message>
            <location filename="../../app/ui/models/words.py" />
            <source>A sample for learning the workstation. The table is made up.</source>
            <translation>用于学习本工作站的示例。表格为虚构。</translation>
        </message>
        <message>
            <location filename="../../app/ui/qt/ask.py" />
            <source>Cancel</source>
            <translation>取消</translation>
        </message>
        <message>
            <location filename="../../app/ui/qt/ask.py" />
            <source>Close</source>
            <translation>关闭</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/details.py" />
            <source>Text of the report</source>
            <translation>报告正文</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/details.py" />
            <source>Open in the viewer</source>
            <translation>打开阅片</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/details.py" />
            <source>Series of the study</source>
            <translation>检查的序列</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/details.py" />
            <source>Description</source>
            <translation>描述</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/details.py" />
            <source>Images</source>
            <translation>图像</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/details.py" />
            <source>Details</source>
            <translation>详情</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/details.py" />
            <source>Choose an entry of the timeline to see all of it.</source>
            <translation>在时间线中选择一条即可查看全部内容。</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/details.py" />
            <source>above its range</source>
            <translation>高于参考范围</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/details.py" />
            <source>below its range</source>
            <translation>低于参考范围</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/header.py" />
            <source>Predict</source>
            <translation>预测</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/header.py" />
            <source>PDF report</source>
            <translation>PDF 报告</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/header.py" />
            <source>Delete…</source>
            <translation>删除…</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/header.py" />
            <source>None is recorded as active.</source>
            <translation>没有记录为活动状态的诊断。</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/header.py" />
            <source>None is recorded as current.</source>
            <translation>没有记录为正在使用的药物。</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/header.py" />
            <source>birth date not known</source>
            <translation>出生日期不详</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/header.py" />
            <source>number {mrn}</source>
            <translation>病历号 {mrn}</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/header.py" />
            <source>no hospital number</source>
            <translation>无病历号</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/header.py" />
            <source>{n} fact</source>
            <translation>{n} 条记录</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/header.py" />
            <source>{n} facts</source>
            <translation>{n} 条记录</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/header.py" />
            <source>Asking the models…</source>
            <translation>正在询问各模型…</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/header.py" />
            <source>No model is on the shelf. Models are installed or trained in their rooms.</source>
            <translation>模型架上没有模型。可在“模型”中安装，或在“训练”中训练。</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/model.py" />
            <source>Without a date</source>
            <translation>无日期</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/plots.py" />
            <source>Reference range {range}</source>
            <translation>参考范围 {range}</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/plots.py" />
            <source>No reference range was given.</source>
            <translation>来源未给出参考范围。</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/plots.py" />
            <source>{name} (no unit given)</source>
            <translation>{name}（未给出单位）</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/plots.py" />
            <source>Search measurements</source>
            <translation>搜索测量值</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/plots.py" />
            <source>Measurements that can be plotted</source>
            <translation>可绘图的测量值</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/plots.py" />
            <source>This record holds no numeric measurements with a date.</source>
            <translation>该病历中没有带日期的数值测量。</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/plots.py" />
            <source>Measurements in time</source>
            <translation>测量值趋势</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/plots.py" />
            <source>Measurement</source>
            <translation>测量项目</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/plots.py" />
            <source>Times</source>
            <translation>次数</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/plots.py" />
            <source>Last</source>
            <translation>最近一次</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/plots.py" />
            <source>{n} measurement</source>
            <translation>{n} 项测量</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/plots.py" />
            <source>{n} measurements</source>
            <translation>{n} 项测量</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>Encounters</source>
            <translation>就诊</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>Conditions</source>
            <translation>诊断</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>Observations</source>
            <translation>观察结果</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>Medications</source>
            <translation>用药</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>Procedures</source>
            <translation>操作</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>Reports</source>
            <translation>报告</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>Imaging study</source>
            <translation>影像检查</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>Started</source>
            <translation>开始时间</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>Modalities</source>
            <translation>设备类型</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>Accession number</source>
            <translation>检查号</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>Instances</source>
            <translation>实例数</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>Study UID</source>
            <translation>检查 UID</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>Code system</source>
            <translation>编码系统</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>Record id</source>
            <translation>记录标识</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>Value code</source>
            <translation>取值编码</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>Measured at</source>
            <translation>测量时间</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>Written at</source>
            <translation>书写时间</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>From</source>
            <translation>来源</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/state.py" />
            <source>Until</source>
            <translation>结束</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/timeline.py" />
            <source>Search the record: words, codes, values, dates</source>
            <translation>搜索病历：文字、编码、数值、日期</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/timeline.py" />
            <source>Timeline of the record</source>
            <translation>病历时间线</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/timeline.py" />
            <source>Nothing in this record matches the filter.</source>
            <translation>该病历中没有符合筛选条件的内容。</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/timeline.py" />
            <source>Nothing is recorded for this patient yet.</source>
            <translation>该患者尚无任何记录。</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/timeline.py" />
            <source>All {n}</source>
            <translation>全部 {n}</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/timeline.py" />
            <source>The record holds none of these.</source>
            <translation>该病历中没有此类条目。</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/view.py" />
            <source>The record shows encounters, conditions, medications, observations, reports and imaging of one patient in time. Choose a patient in the worklist to see theirs.</source>
            <translation>病历按时间展示一位患者的就诊、诊断、用药、观察结果、报告和影像。请在工作列表中选择患者。</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/view.py" />
            <source>Read the record</source>
            <translation>读取病历</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/view.py" />
            <source>Read the series of the study</source>
            <translation>读取检查的序列</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/view.py" />
            <source>Ask which models fit</source>
            <translation>查询适用的模型</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/view.py" />
            <source>{model} has answered.</source>
            <translation>{model} 已给出结果。</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/view.py" />
            <source>Write the report as PDF</source>
            <translation>将报告写为 PDF</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/view.py" />
            <source>Write the PDF report</source>
            <translation>写 PDF 报告</translation>
        </message>
        <message>
            <location filename="../../app/ui/record/view.py" />
            <source>The report was written to {file}.</source>
            <translation>报告已写入 {file}。</translation>
        </message>
        <message>
            <location filename="../../app/ui/room.py" />
            <source>Find the device models run on</source>
            <translation>查找运行模型的设备</translation>
        </message>
        <message>
            <location filename="../../app/ui/room.py" />
            <source>Find the patient</source>
            <translation>查找患者</translation>
        </message>
        <message>
            <location filename="../../app/ui/rooms.py" />
            <source>Worklist</source>
            <translation>工作列表</translation>
        </message>
        <message>
            <location filename="../../app/ui/rooms.py" />
            <source>Viewer</source>
            <translation>阅片</translation>
        </message>
        <message>
            <location filename="../../app/ui/rooms.py" />
            <source>Record</source>
            <translation>病历</translation>
        </message>
        <message>
            <location filename="../../app/ui/rooms.py" />
            <source>Training</source>
            <translation>训练</translation>
        </message>
        <message>
            <location filename="../../app/ui/rooms.py" />
            <source>Audit</source>
            <translation>审计</translation>
        </message>
        <message>
            <location filename="../../app/ui/screens.py" />
            <source>screen measured by hand</source>
            <translation>屏幕经人工测量</translation>
        </message>
        <message>
            <location filename="../../app/ui/screens.py" />
            <source>screen as it states itself</source>
            <translation>屏幕自报尺寸</translation>
        </message>
        <message>
            <location filename="../../app/ui/series_strip.py" />
            <source>{n} report</source>
            <translation>{n} 份报告</translation>
        </message>
        <message>
            <location filename="../../app/ui/series_strip.py" />
            <source>{n} reports</source>
            <translation>{n} 份报告</translation>
        </message>
        <message>
            <location filename="../../app/ui/series_strip.py" />
            <source>{n} selection of key images</source>
            <translation>{n} 组关键图像</translation>
        </message>
        <message>
            <location filename="../../app/ui/series_strip.py" />
            <source>{n} selections of key images</source>
            <translation>{n} 组关键图像</translation>
        </message>
        <message>
            <location filename="../../app/ui/series_strip.py" />
            <source>{n} document</source>
            <translation>{n} 份文档</translation>
        </message>
        <message>
            <location filename="../../app/ui/series_strip.py" />
            <source>{n} documents</source>
            <translation>{n} 份文档</translation>
        </message>
        <message>
            <location filename="../../app/ui/series_strip.py" />
            <source>{n} segmentation</source>
            <translation>{n} 个分割</translation>
        </message>
        <message>
            <location filename="../../app/ui/series_strip.py" />
            <source>{n} segmentations</source>
            <translation>{n} 个分割</translation>
        </message>
        <message>
            <location filename="../../app/ui/series_strip.py" />
            <source>{n} structure set</source>
            <translation>{n} 个结构集</translation>
        </message>
        <message>
            <location filename="../../app/ui/series_strip.py" />
            <source>{n} structure sets</source>
            <translation>{n} 个结构集</translation>
        </message>
        <message>
            <location filename="../../app/ui/series_strip.py" />
            <source>{n} treatment plan</source>
            <translation>{n} 份治疗计划</translation>
        </message>
        <message>
            <location filename="../../app/ui/series_strip.py" />
            <source>{n} treatment plans</source>
            <translation>{n} 份治疗计划</translation>
        </message>
        <message>
            <location filename="../../app/ui/series_strip.py" />
            <source>{n} presentation state</source>
            <translation>{n} 个显示状态</translation>
        </message>
        <message>
            <location filename="../../app/ui/series_strip.py" />
            <source>{n} presentation states</source>
            <translation>{n} 个显示状态</translation>
        </message>
        <message>
            <location filename="../../app/ui/series_strip.py" />
            <source>{n} image</source>
            <translation>{n} 幅图像</translation>
        </message>
        <message>
            <location filename="../../app/ui/series_strip.py" />
            <source>{n} images</source>
            <translation>{n} 幅图像</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/backup_state.py" />
            <source>Every 4 hours</source>
            <translation>每 4 小时</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/backup_state.py" />
            <source>Every 12 hours</source>
            <translation>每 12 小时</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/backup_state.py" />
            <source>Every day</source>
            <translation>每天</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/backup_state.py" />
            <source>Every week</source>
            <translation>每周</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/backup_state.py" />
            <source>By hand only</source>
            <translation>仅手动</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/backup_state.py" />
            <source>No backups are made: choose a folder for them, best on another disk.</source>
            <translation>目前不进行备份：请选择备份文件夹，最好在另一个磁盘上。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/backup_state.py" />
            <source>There is no backup yet.</source>
            <translation>还没有备份。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/backup_state.py" />
            <source>The last whole backup was made on {at}.</source>
            <translation>上一次完好的备份制作于 {at}。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/backup_state.py" />
            <source>Damaged</source>
            <translation>已损坏</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/backup_state.py" />
            <source>Whole on {at}</source>
            <translation>{at} 检查完好</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/backup_state.py" />
            <source>1 deleted patient</source>
            <translation>1 名已删除的患者</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/backup_state.py" />
            <source>{n} deleted patients</source>
            <translation>{n} 名已删除的患者</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/backup_state.py" />
            <source>Deleted on {at}: {patient}</source>
            <translation>删除于 {at}：{patient}</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/backups.py" />
            <source>Read the backups</source>
            <translation>读取备份列表</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/backups.py" />
            <source>The folder lies on the disk of the vault: what destroys one destroys both. Use another disk.</source>
            <translation>该文件夹与保险库在同一磁盘上：磁盘损坏会同时失去两者。请使用另一个磁盘。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/backups.py" />
            <source>Choose a folder…</source>
            <translation>选择文件夹…</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/backups.py" />
            <source>How often</source>
            <translation>备份频率</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/backups.py" />
            <source>How many are kept</source>
            <translation>保留份数</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/backups.py" />
            <source>Back up now</source>
            <translation>立即备份</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/backups.py" />
            <source>Verify</source>
            <translation>验证</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/backups.py" />
            <source>How to restore…</source>
            <translation>如何恢复…</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/backups.py" />
            <source>Folder for backups</source>
            <translation>备份文件夹</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/backups.py" />
            <source>Backups are made while the vault is open, never while it is locked: one that is due begins soon after unlocking. Work goes on meanwhile. A backup is encrypted as the vault is.</source>
            <translation>只有在保险库打开时才会备份，锁定期间从不备份：到期的备份会在解锁后不久开始。备份期间可以继续工作。备份与保险库一样加密。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/backups.py" />
            <source>Backups</source>
            <translation>备份</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/backups.py" />
            <source>Made</source>
            <translation>制作时间</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/backups.py" />
            <source>State</source>
            <translation>状态</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/backups.py" />
            <source>Size</source>
            <translation>大小</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/backups.py" />
            <source>New in it</source>
            <translation>新增</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/backups.py" />
            <source>Still holds</source>
            <translation>仍包含</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/backups.py" />
            <source>No folder was chosen.</source>
            <translation>尚未选择文件夹。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/backups.py" />
            <source>Choose a backup in the list first.</source>
            <translation>请先在列表中选择一份备份。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/backups.py" />
            <source>A backup is being made: see the jobs at the foot.</source>
            <translation>正在备份：请看窗口底部的任务。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/backups.py" />
            <source>Choose a folder first.</source>
            <translation>请先选择文件夹。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/backups.py" />
            <source>Choose a folder for backups</source>
            <translation>选择备份文件夹</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/backups.py" />
            <source>Verify a backup</source>
            <translation>验证备份</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/backups.py" />
            <source>The backup {name} is whole: every byte was read.</source>
            <translation>备份 {name} 完好：已读取每一个字节。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/backups.py" />
            <source>This is lost in it. Make another backup now, and look after the disk it lies on.</source>
            <translation>其中丢失了以下内容。请立即再做一次备份，并检查它所在的磁盘。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/backups.py" />
            <source>The backup {name} is damaged</source>
            <translation>备份 {name} 已损坏</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/backups.py" />
            <source>Remove the backup of {at}?</source>
            <translation>删除 {at} 的备份？</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/backups.py" />
            <source>The vault cannot be put back from it any more. The other backups stay whole.</source>
            <translation>此后无法再用它恢复保险库。其他备份保持完好。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/backups.py" />
            <source>Its disk is not connected: it goes from this list only, and what is on the disk stays there.</source>
            <translation>其磁盘未连接：只会从此列表中移除，磁盘上的内容仍然保留。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/backups.py" />
            <source>Remove a backup</source>
            <translation>删除备份</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/backups.py" />
            <source>1. Install Aegle on the computer and connect the disk with the backups.</source>
            <translation>1. 在计算机上安装 Aegle，并连接备份磁盘。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/backups.py" />
            <source>2. On the first page choose “Restore a backup…”, and then the folder with the backups.</source>
            <translation>2. 在登录页选择“恢复备份…”，然后选择备份所在的文件夹。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/backups.py" />
            <source>3. Choose an empty folder for the vault: a backup is never put back over something else.</source>
            <translation>3. 为保险库选择一个空文件夹：备份绝不会覆盖其他内容。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/backups.py" />
            <source>4. Give an administrator's passphrase, or the recovery code and a new passphrase.</source>
            <translation>4. 输入管理员的口令；或输入恢复码和一个新口令。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/backups.py" />
            <source>A backup opens with the passphrases and the recovery code that were right when it was made.</source>
            <translation>备份只能用制作时有效的口令和恢复码打开。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/backups.py" />
            <source>In a terminal: aegle backup restore FOLDER --vault NEW</source>
            <translation>在终端中：aegle backup restore 文件夹 --vault 新位置</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/backups.py" />
            <source>How to restore a backup</source>
            <translation>如何恢复备份</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/keychain.py" />
            <source>Keychain of this computer</source>
            <translation>此计算机的钥匙串</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/keychain.py" />
            <source>Whoever is signed in to this computer account opens the vault as {user}, without a passphrase.</source>
            <translation>任何登录此计算机账户的人都可以 {user} 的身份打开保险库，无需口令。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/keychain.py" />
            <source>{name} opens nothing: the vault asks for your passphrase.</source>
            <translation>{name} 打不开任何内容：保险库会要求输入口令。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/keychain.py" />
            <source>Let it open the vault no more</source>
            <translation>不再允许它打开保险库</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/keychain.py" />
            <source>Let it open the vault…</source>
            <translation>允许它打开保险库…</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/keychain.py" />
            <source>Keep the head no more</source>
            <translation>不再保存链首</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/keychain.py" />
            <source>Keep the head of the audit trail</source>
            <translation>保存审计链首</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/keychain.py" />
            <source>From then on the vault asks for your passphrase again. The entry in the keychain is removed.</source>
            <translation>此后保险库会再次要求输入口令。钥匙串中的条目会被删除。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/keychain.py" />
            <source>Let the keychain open the vault no more?</source>
            <translation>不再用钥匙串打开保险库？</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/keychain.py" />
            <source>Turn it off</source>
            <translation>停用</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/keychain.py" />
            <source>Turn on the keychain</source>
            <translation>启用钥匙串</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/keychain.py" />
            <source>Turn off the keychain</source>
            <translation>停用钥匙串</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/keychain.py" />
            <source>The entry could not be removed from the keychain; it opens nothing any more.</source>
            <translation>无法从钥匙串中删除该条目；它已打不开任何内容。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/keychain.py" />
            <source>The head of the audit trail is kept in the keychain at every unlock and lock: a vault that is put back to an older state as a whole is noticed on this computer account.</source>
            <translation>每次解锁和锁定时，审计链首都会保存到钥匙串中：保险库整体被换回旧状态时，会在此计算机账户上被发现。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/keychain.py" />
            <source>Nothing outside of the vault's folder knows how far the audit trail is: a folder that is put back whole shows only by a head code on paper (audit room).</source>
            <translation>保险库文件夹之外没有任何地方记录审计进度：文件夹整体被换回旧状态时，只能靠抄在纸上的链首码发现（见审计）。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/keychain.py" />
            <source>A random secret that opens the vault is kept in {name}. From then on whoever is signed in to this computer account opens the vault as {user}, without a passphrase: the lock of the computer is then the lock of the vault. Your passphrase opens it as before, and you can turn this off at any time.</source>
            <translation>一段可打开保险库的随机密钥将保存在 {name} 中。此后，任何登录此计算机账户的人都可以 {user} 的身份打开保险库，无需口令：计算机的锁就成了保险库的锁。您的口令仍可照常使用，也可以随时停用此功能。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/keychain.py" />
            <source>Your passphrase</source>
            <translation>您的口令</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/keychain.py" />
            <source>Let the keychain open the vault?</source>
            <translation>允许钥匙串打开保险库？</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/keychain.py" />
            <source>Turn it on</source>
            <translation>启用</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/keychain.py" />
            <source>Type the passphrase first.</source>
            <translation>请先输入口令。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/safety.py" />
            <source>{n} minutes</source>
            <translation>{n} 分钟</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/safety.py" />
            <source>Lock after</source>
            <translation>锁定时间</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/safety.py" />
            <source>Make a new recovery code …</source>
            <translation>生成新的恢复码…</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/safety.py" />
            <source>Change the keys …</source>
            <translation>更换密钥…</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/safety.py" />
            <source>The vault also locks at once when the screen is locked or the computer goes to sleep.</source>
            <translation>屏幕锁定或电脑进入睡眠时，保险库也会立即锁定。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/safety.py" />
            <source>Locking and recovery</source>
            <translation>锁定与恢复</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/safety.py" />
            <source>Lock when nobody is there for</source>
            <translation>无人操作多久后锁定</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/safety.py" />
            <source>Read the settings</source>
            <translation>读取设置</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/safety.py" />
            <source>Keep the settings</source>
            <translation>保存设置</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/safety.py" />
            <source>The code from before opens nothing any more; a backup made earlier still opens with it.</source>
            <translation>以前的恢复码将不再能打开保险库；较早的备份仍可用它打开。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/safety.py" />
            <source>Make a new recovery code?</source>
            <translation>要生成新的恢复码吗？</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/safety.py" />
            <source>Make it</source>
            <translation>生成</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/safety.py" />
            <source>Make a recovery code</source>
            <translation>生成恢复码</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/safety.py" />
            <source>The records are written anew under a new key while work goes on; the old file is kept until the new one has passed its check. Passphrases and the recovery code stay as they are.

Originals are not written anew: each volume keeps its own key, which is wrapped under the new one, and what is imported from now on goes to a new volume. Whoever has the old key can still open older copies (backups) of this vault, and with them the originals stored until now.</source>
            <translation>记录会用新密钥重新写入，期间可继续工作；新文件通过检查之前，旧文件一直保留。口令和恢复码不变。

原始文件不会重写：每个分卷保留自己的密钥，该密钥改用新密钥包裹，此后导入的内容写入新的分卷。持有旧密钥的人仍可打开此保险库的旧副本（备份），以及其中到目前为止存入的原始文件。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/safety.py" />
            <source>Change the keys of this vault?</source>
            <translation>要更换此保险库的密钥吗？</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/safety.py" />
            <source>Change the keys</source>
            <translation>更换密钥</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/safety.py" />
            <source>The vault is under new keys.</source>
            <translation>保险库已使用新密钥。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/safety.py" />
            <source>Go on changing the keys ({percent} % done) …</source>
            <translation>继续更换密钥（已完成 {percent} %）…</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/safety.py" />
            <source>Write it on paper and keep it away from this computer. It is shown this once.</source>
            <translation>请写在纸上，并与这台电脑分开保管。它只显示这一次。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/safety.py" />
            <source>Recovery code</source>
            <translation>恢复码</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/screens.py" />
            <source>Outline of a bank card</source>
            <translation>银行卡轮廓</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/screens.py" />
            <source>Width of the card on the screen</source>
            <translation>卡片在屏幕上的宽度</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/screens.py" />
            <source>It is as wide as my card</source>
            <translation>与我的卡片同宽</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/screens.py" />
            <source>Forget what was measured</source>
            <translation>清除测量结果</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/screens.py" />
            <source>Hold a bank card against the screen and move the slider until the shape is exactly as wide (85.6 mm). Each screen is measured by itself, at the resolution it has.</source>
            <translation>将银行卡贴在屏幕上，移动滑块直到图形与卡片恰好同宽（85.6 毫米）。每个屏幕须在其当前分辨率下单独测量。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/screens.py" />
            <source>True size on this screen</source>
            <translation>此屏幕上的真实尺寸</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/screens.py" />
            <source>How large this screen is is not known: images are not shown in true size on it.</source>
            <translation>此屏幕的尺寸未知：图像不能按真实尺寸显示。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/screens.py" />
            <source>{mm} mm from pixel to pixel</source>
            <translation>像素间距 {mm} 毫米</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/screens.py" />
            <source>Nothing was measured on this screen.</source>
            <translation>此屏幕尚未测量。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/series.py" />
            <source>Set localizers apart from the other images</source>
            <translation>将定位像与其他图像分开</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/series.py" />
            <source>Set films, and objects of several frames, apart from one another</source>
            <translation>将平片及多帧对象彼此分开</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/series.py" />
            <source>Part images at the same place by phase, echo, b-value or time</source>
            <translation>将同一位置的图像按期相、回波、b 值或时间分开</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/series.py" />
            <source>time point</source>
            <translation>时间点</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/series.py" />
            <source>echo</source>
            <translation>回波</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/series.py" />
            <source>echo time</source>
            <translation>回波时间</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/series.py" />
            <source>b-value</source>
            <translation>b 值</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/series.py" />
            <source>diffusion direction</source>
            <translation>弥散方向</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/series.py" />
            <source>inversion time</source>
            <translation>反转时间</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/series.py" />
            <source>cardiac phase</source>
            <translation>心动周期期相</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/series.py" />
            <source>trigger time</source>
            <translation>触发时间</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/series.py" />
            <source>acquisition</source>
            <translation>采集</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/series.py" />
            <source>kernel</source>
            <translation>卷积核</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/series.py" />
            <source>time of acquisition</source>
            <translation>采集时间</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/series.py" />
            <source>image type</source>
            <translation>图像类型</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/series.py" />
            <source>stack</source>
            <translation>层堆</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/series.py" />
            <source>energy window</source>
            <translation>能窗</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/series.py" />
            <source>detector</source>
            <translation>探测器</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/series.py" />
            <source>phase</source>
            <translation>期相</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/series.py" />
            <source>rotation</source>
            <translation>旋转</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/series.py" />
            <source>R-R interval</source>
            <translation>R-R 间期</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/series.py" />
            <source>time slot</source>
            <translation>时间槽</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/series.py" />
            <source>time slice</source>
            <translation>时间片</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/series.py" />
            <source>Always by …</source>
            <translation>始终按……</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/series.py" />
            <source>Images that differ in size, colour, unit, frame of reference, pixel size or direction are never put together. What is changed here holds for everybody, from the next series that is opened.</source>
            <translation>大小、颜色、单位、参考坐标系、像素尺寸或方向不同的图像从不合在一起。此处的更改对所有人生效，从下一个打开的序列起。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/series.py" />
            <source>Which images of a series are shown together</source>
            <translation>序列中哪些图像一起显示</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/series.py" />
            <source>Part every series</source>
            <translation>拆分每个序列</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/series.py" />
            <source>by {names}</source>
            <translation>按{names}</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/state.py" />
            <source>Dark</source>
            <translation>深色</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/state.py" />
            <source>Light</source>
            <translation>浅色</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/state.py" />
            <source>Automatic: the graphics card when it works, else the processor</source>
            <translation>自动：显卡可用时用显卡，否则用处理器</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/state.py" />
            <source>Processor only</source>
            <translation>仅用处理器</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/state.py" />
            <source>Reader</source>
            <translation>查看者</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/state.py" />
            <source>looks at images and records, changes nothing</source>
            <translation>查看影像和病历，不作更改</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/state.py" />
            <source>Clinician</source>
            <translation>临床医生</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/state.py" />
            <source>imports, reads, predicts, confirms findings</source>
            <translation>导入、查看、预测、确认所见</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/state.py" />
            <source>Researcher</source>
            <translation>研究人员</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/state.py" />
            <source>as clinician, and trains models</source>
            <translation>同临床医生，并可训练模型</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/state.py" />
            <source>Administrator</source>
            <translation>管理员</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/state.py" />
            <source>as researcher, and manages people</source>
            <translation>同研究人员，并可管理人员</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/state.py" />
            <source>Give the new person a user name.</source>
            <translation>请填写新人员的用户名。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/state.py" />
            <source>{user} is already a user of this vault.</source>
            <translation>{user} 已是该保险库的用户。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/state.py" />
            <source>Give a passphrase.</source>
            <translation>请输入口令。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/state.py" />
            <source>The two passphrases are not the same.</source>
            <translation>两次输入的口令不一致。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>They are yours: kept in the vault, with your user name.</source>
            <translation>这些设置属于您，随您的用户名保存在保险库中。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>Language</source>
            <translation>语言</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>Theme</source>
            <translation>主题</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>Text size</source>
            <translation>文字大小</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>Look</source>
            <translation>外观</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>Looking for the device models run on…</source>
            <translation>正在查找模型运行的设备…</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>Device for models</source>
            <translation>模型运行设备</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>Run models on</source>
            <translation>模型运行于</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>Automatic: half of this computer's memory ({size})</source>
            <translation>自动：本机内存的一半（{size}）</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>Larger series are shown one image at a time. What was seen last stays until its room is needed.</source>
            <translation>更大的序列将逐幅显示。最近看过的图像会保留，直到需要腾出空间。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>Memory for images</source>
            <translation>图像内存</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>Images may take</source>
            <translation>图像最多占用</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>Added</source>
            <translation>添加日期</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>People who may open this vault</source>
            <translation>可以打开该保险库的人员</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>Add a person…</source>
            <translation>添加人员…</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>Change your passphrase…</source>
            <translation>更改您的口令…</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>Each has a passphrase of their own. Nobody can look it up; only the recovery code can replace it.</source>
            <translation>每个人都有自己的口令。没有人能查到它；只有恢复码可以代替它。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>People</source>
            <translation>人员</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>Check the vault</source>
            <translation>检查保险库</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>Reads every file of the vault and compares every digest. Takes a while for a large vault.</source>
            <translation>读取保险库的每个文件并比对每个摘要值。保险库较大时需要一些时间。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>Vault</source>
            <translation>保险库</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>Licences…</source>
            <translation>许可证…</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>Aegle is not a medical device. It is made for teaching, research and comparison; what it shows and what models answer must not decide about a patient without a qualified person's own judgement.</source>
            <translation>Aegle 不是医疗器械，仅用于教学、科研和方法比较。未经有资质人员自行判断，不得依据其显示内容或模型结果对患者作出决定。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>Licence: Apache-2.0. No network is used.</source>
            <translation>许可证：Apache-2.0。不使用网络。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>Ask how files are read</source>
            <translation>查询文件的读取方式</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>Missing on this computer: {what}</source>
            <translation>此计算机上缺少：{what}</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>Folder</source>
            <translation>文件夹</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>Created</source>
            <translation>创建时间</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>Version of the vault</source>
            <translation>保险库版本</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>Models run on {device}. {reason}</source>
            <translation>模型运行于 {device}。{reason}</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>Only an administrator may add or remove people.</source>
            <translation>只有管理员可以添加或移除人员。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>Choose a person in the list first.</source>
            <translation>请先在列表中选择人员。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>Add a person</source>
            <translation>添加人员</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>The people of this vault were changed.</source>
            <translation>该保险库的人员已更改。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>{user} will not be able to open this vault any more. What they did stays in the audit trail.</source>
            <translation>{user} 将无法再打开该保险库，其操作仍保留在审计记录中。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>Remove {user}?</source>
            <translation>移除 {user}？</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>Remove a person</source>
            <translation>移除人员</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>Change the passphrase</source>
            <translation>更改口令</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>Your passphrase was changed.</source>
            <translation>您的口令已更改。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>All is well: every file and every digest was checked.</source>
            <translation>一切正常：已检查每个文件和每个摘要值。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>{n} thing is damaged:</source>
            <translation>{n} 处损坏：</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>{n} things are damaged:</source>
            <translation>{n} 处损坏：</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>Part</source>
            <translation>组件</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>Licence</source>
            <translation>许可证</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>Parts of this program and their licences</source>
            <translation>本程序的组件及其许可证</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>Aegle is built from these parts. Each keeps its own licence.</source>
            <translation>Aegle 由下列组件构成，各组件保留其自身的许可证。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>Licences</source>
            <translation>许可证</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>User name</source>
            <translation>用户名</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>Passphrase</source>
            <translation>口令</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>Several words are stronger and easier to keep than one.</source>
            <translation>用几个词组成的口令比一个词更强，也更好记。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>Passphrase again</source>
            <translation>再次输入口令</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>Add</source>
            <translation>添加</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>Passphrase until now</source>
            <translation>目前的口令</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>New passphrase</source>
            <translation>新口令</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>New passphrase again</source>
            <translation>再次输入新口令</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>Change your passphrase</source>
            <translation>更改您的口令</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>Change</source>
            <translation>更改</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/view.py" />
            <source>Give the passphrase you used until now.</source>
            <translation>请输入您目前使用的口令。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/watching.py" />
            <source>Leave it where it is</source>
            <translation>留在原处</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/watching.py" />
            <source>Move it to a folder “Imported by Aegle” beside it</source>
            <translation>移到旁边的“Imported by Aegle”文件夹</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/watching.py" />
            <source>Delete it</source>
            <translation>删除它</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/watching.py" />
            <source>After a file was imported</source>
            <translation>文件导入之后</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/watching.py" />
            <source>Watch none</source>
            <translation>不监视</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/watching.py" />
            <source>While the vault is unlocked, files that come into this folder are imported when nothing writes to them any more. It may lie on a network share; links in it are not followed. A file is moved or deleted only after its bytes were read back from the vault, and never when it was refused.</source>
            <translation>保险库解锁期间，进入此文件夹的文件在不再被写入后会自动导入。文件夹可以位于网络共享上；不会跟随其中的链接。只有从保险库读回并比对一致后才会移动或删除文件，被拒绝的文件绝不会被移动或删除。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/watching.py" />
            <source>Watched folder</source>
            <translation>监视文件夹</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/watching.py" />
            <source>No folder is watched.</source>
            <translation>未监视任何文件夹。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/watching.py" />
            <source>{n} file was not taken: why?</source>
            <translation>有 {n} 个文件未导入：查看原因</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/watching.py" />
            <source>{n} files were not taken: why?</source>
            <translation>有 {n} 个文件未导入：查看原因</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/watching.py" />
            <source>Choose a folder to watch</source>
            <translation>选择要监视的文件夹</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/watching.py" />
            <source>Files in this folder are deleted once their bytes were read back from the vault. The vault then holds the only copy: see that it is backed up.</source>
            <translation>文件从保险库读回并比对一致后，会从此文件夹删除。此后保险库中的就是唯一副本：请确保已备份。</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/watching.py" />
            <source>Delete imported files?</source>
            <translation>删除已导入的文件？</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/watching.py" />
            <source>Delete them</source>
            <translation>删除</translation>
        </message>
        <message>
            <location filename="../../app/ui/settings/watching.py" />
            <source>Files that were not taken</source>
            <translation>未导入的文件</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/beside.py" />
            <source>How does it stand beside earlier models?</source>
            <translation>与以前的模型相比如何？</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/beside.py" />
            <source>Asked about the same patients, with the paired differences. Choose models of the same question.</source>
            <translation>对相同患者提问，并给出配对差值。请选择同一问题的模型。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/beside.py" />
            <source>Other patients…</source>
            <translation>其他患者…</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/beside.py" />
            <source>Compare</source>
            <translation>比较</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/beside.py" />
            <source>There is no earlier model of the same question on the shelf.</source>
            <translation>模型架上没有同一问题的以前的模型。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/beside.py" />
            <source>Data</source>
            <translation>数据</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/beside.py" />
            <source>Choose a table of other patients</source>
            <translation>选择其他患者的表格</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/beside.py" />
            <source>Choose an earlier model.</source>
            <translation>请选择一个以前的模型。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/beside.py" />
            <source>Choose other patients.</source>
            <translation>请选择其他患者。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/beside.py" />
            <source>On the patients of {file}.</source>
            <translation>在 {file} 的患者上。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/beside.py" />
            <source>On the {n} patients that were held out when this model was trained. Look whether an earlier one has learned from them: then it looks better than it is.</source>
            <translation>在训练本模型时留出的 {n} 名患者上。请查看以前的模型是否学习过他们：若是，它会显得比实际更好。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/beside.py" />
            <source>This model was measured by cross-validation and then trained on all patients of its data: a fair comparison needs other patients. Choose a table of them.</source>
            <translation>本模型以交叉验证测量，之后在全部患者上训练：公平的比较需要其他患者。请选择他们的表格。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/beside.py" />
            <source>The models are being asked…</source>
            <translation>正在询问模型…</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/beside.py" />
            <source>Compare models</source>
            <translation>比较模型</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/beside.py" />
            <source>{one} less {other}</source>
            <translation>{one} 减 {other}</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/card.py" />
            <source>The card, and the shelf</source>
            <translation>卡片与模型架</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/card.py" />
            <source>Before it is kept, its card and digest are verified and its golden sample is run again here.</source>
            <translation>保存之前会核验模型卡和摘要值，并在本机重新运行标准样本。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/card.py" />
            <source>Register the model</source>
            <translation>登记模型</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/card.py" />
            <source>Export the report…</source>
            <translation>导出报告…</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/card.py" />
            <source>Patient column</source>
            <translation>患者列</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/card.py" />
            <source>none: each row is a patient of its own</source>
            <translation>无：每行是一位不同的患者</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/card.py" />
            <source>to be answered by you</source>
            <translation>待您回答</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/card.py" />
            <source>{n} of {total} questions are open: they stand in red in the report.</source>
            <translation>{total} 个问题中有 {n} 个未回答：在报告中以红色标出。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/card.py" />
            <source>Export the report (PDF or HTML)</source>
            <translation>导出报告（PDF 或 HTML）</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/card.py" />
            <source>Export a report</source>
            <translation>导出报告</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/card.py" />
            <source>The report is written.</source>
            <translation>报告已写出。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/card.py" />
            <source>{name} is on the shelf.</source>
            <translation>{name} 已在模型架上。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/checks.py" />
            <source>Can the data answer?</source>
            <translation>数据能否回答？</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/checks.py" />
            <source>Looked for: too few cases, a single class, columns that give the answer away, duplicates.</source>
            <translation>检查内容：病例太少、只有一个类别、泄露答案的列、重复行。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/checks.py" />
            <source>The data cannot answer: stop here</source>
            <translation>数据无法回答：到此为止</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/checks.py" />
            <source>The data are being checked.</source>
            <translation>正在检查数据。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/checks.py" />
            <source>Check the table</source>
            <translation>检查表格</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/checks.py" />
            <source>Nothing is trained. The data, the settings and the decisions made here are forgotten.</source>
            <translation>不进行训练。所选数据、设置和在此作出的决定都将被清除。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/checks.py" />
            <source>Stop here?</source>
            <translation>到此为止？</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/checks.py" />
            <source>Stop here</source>
            <translation>到此为止</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/checks.py" />
            <source>Stopped: these data cannot answer the question.</source>
            <translation>已停止：这些数据无法回答该问题。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/checks.py" />
            <source>These stop the training</source>
            <translation>下列问题会阻止训练</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/checks.py" />
            <source>These may give the answer away: decide about each</source>
            <translation>以下各项可能泄漏答案：请逐一决定</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/checks.py" />
            <source>Good to know</source>
            <translation>提示</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/checks.py" />
            <source>{n} case can be learned from</source>
            <translation>有 {n} 例可供学习</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/checks.py" />
            <source>{n} cases can be learned from</source>
            <translation>有 {n} 例可供学习</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/checks.py" />
            <source>{n} has no answer and is left out</source>
            <translation>{n} 例没有答案，已排除</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/checks.py" />
            <source>{n} have no answer and are left out</source>
            <translation>{n} 例没有答案，已排除</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/checks.py" />
            <source>Leave it out</source>
            <translation>排除</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/checks.py" />
            <source>Keep it, because</source>
            <translation>保留，理由：</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/checks.py" />
            <source>for example: measured at admission, before the diagnosis</source>
            <translation>例如：入院时、诊断之前测得</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/checks.py" />
            <source>Proposed: {action}</source>
            <translation>建议：{action}</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/checks.py" />
            <source>leak</source>
            <translation>泄漏</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/checks.py" />
            <source>suspect</source>
            <translation>可疑</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/choice.py" />
            <source>Which model?</source>
            <translation>选择哪种模型？</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/choice.py" />
            <source>The first is the suggestion. A plain model is always trained beside it: you see what is gained.</source>
            <translation>第一项为建议。同时总会训练一个普通模型作对照，看看究竟有多少收益。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/choice.py" />
            <source>for example: Heart disease, Cleveland table</source>
            <translation>例如：心脏病，Cleveland 数据表</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/choice.py" />
            <source>for example: Teaching. To compare a small network with logistic regression.</source>
            <translation>例如：教学用途，比较小型网络与逻辑回归。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/choice.py" />
            <source>The same seed, data and settings give the same model again.</source>
            <translation>相同的种子、数据和设置会得到相同的模型。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/choice.py" />
            <source>Name of the model</source>
            <translation>模型名称</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/choice.py" />
            <source>Whoever meets the model on the shelf reads this first.</source>
            <translation>在模型架上见到该模型的人首先会读到这句话。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/cohorts.py" />
            <source>New cohort…</source>
            <translation>新建队列…</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/cohorts.py" />
            <source>Cohort</source>
            <translation>队列</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/cohorts.py" />
            <source>Patients that fitted a rule on the day it was saved.</source>
            <translation>保存当天符合规则的患者。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/cohorts.py" />
            <source>Read the cohorts</source>
            <translation>读取队列</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/cohorts.py" />
            <source>Choose…</source>
            <translation>请选择…</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/cohorts.py" />
            <source>Save a cohort</source>
            <translation>保存队列</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/cohorts.py" />
            <source>for example: CT with pneumonia</source>
            <translation>例如：有肺炎的 CT</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/cohorts.py" />
            <source>any</source>
            <translation>不限</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/cohorts.py" />
            <source>a code, or words of its name</source>
            <translation>代码，或名称中的词</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/cohorts.py" />
            <source>Youngest</source>
            <translation>最小年龄</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/cohorts.py" />
            <source>Oldest</source>
            <translation>最大年龄</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/cohorts.py" />
            <source>Name of the cohort</source>
            <translation>队列名称</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/cohorts.py" />
            <source>Has a series of</source>
            <translation>有该模态的序列</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/cohorts.py" />
            <source>Has the condition</source>
            <translation>有该诊断</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/cohorts.py" />
            <source>Sex</source>
            <translation>性别</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/cohorts.py" />
            <source>Names and numbers of people are not part of a rule: it outlives them.</source>
            <translation>规则中不含姓名和编号：它比患者的数据保留得更久。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/cohorts.py" />
            <source>New cohort</source>
            <translation>新建队列</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/cohorts.py" />
            <source>Save</source>
            <translation>保存</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/controls.py" />
            <source>on</source>
            <translation>开启</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/data.py" />
            <source>Which data does it learn from?</source>
            <translation>从哪些数据学习？</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/data.py" />
            <source>One case in each row, picture or sample. It is read here and goes nowhere else.</source>
            <translation>每行、每幅图像或每个样本为一个病例。数据只在此处读取，不会传到别处。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/data.py" />
            <source>What there is</source>
            <translation>现有数据</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/data.py" />
            <source>Sheet</source>
            <translation>工作表</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/data.py" />
            <source>Of the workbook.</source>
            <translation>工作簿中的。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/data.py" />
            <source>The text is in</source>
            <translation>文本所在列</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/data.py" />
            <source>What the model reads of each row.</source>
            <translation>模型从每行读取的内容。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/data.py" />
            <source>The molecule is in</source>
            <translation>分子所在列</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/data.py" />
            <source>Written as SMILES.</source>
            <translation>以 SMILES 书写。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/data.py" />
            <source>The answer is in</source>
            <translation>答案所在的列</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/data.py" />
            <source>What the model learns to say.</source>
            <translation>模型要学会给出的内容。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/data.py" />
            <source>The class looked for</source>
            <translation>要检出的类别</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/data.py" />
            <source>Sensitivity is the share of it that is found.</source>
            <translation>灵敏度即其中被检出的比例。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/data.py" />
            <source>The patient is in</source>
            <translation>患者所在的列</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/data.py" />
            <source>Rows of one patient never stand on both sides.</source>
            <translation>同一患者的行不会分在两边。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/data.py" />
            <source>Columns of the table; the ticked ones are read by the model</source>
            <translation>表格的各列；勾选的列由模型读取</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/data.py" />
            <source>needed</source>
            <translation>必需</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/data.py" />
            <source>may be left out</source>
            <translation>可不选</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/data.py" />
            <source>Choose a file…</source>
            <translation>选择文件…</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/data.py" />
            <source>Choose data to learn from</source>
            <translation>选择用于学习的数据</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/data.py" />
            <source>Choose a folder to learn from</source>
            <translation>选择用于学习的文件夹</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/data.py" />
            <source>Reading {file}…</source>
            <translation>正在读取 {file}…</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/data.py" />
            <source>The cohort is being read…</source>
            <translation>正在读取队列…</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/data.py" />
            <source>Look at a table</source>
            <translation>查看表格</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/data.py" />
            <source>It could not be read. Choose other data.</source>
            <translation>无法读取。请选择其他数据。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/data.py" />
            <source>None: each row is a patient of its own</source>
            <translation>无：每行是一位不同的患者</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/data.py" />
            <source>nothing chosen yet</source>
            <translation>尚未选择</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/data.py" />
            <source>Found by its name, else the rarer</source>
            <translation>按名称判断，否则取较少见者</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/data.py" />
            <source>{n} case</source>
            <translation>{n} 例</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/data.py" />
            <source>{n} cases</source>
            <translation>{n} 例</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/data.py" />
            <source>{n} column</source>
            <translation>{n} 列</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/data.py" />
            <source>{n} columns</source>
            <translation>{n} 列</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/data.py" />
            <source>{n} column is read</source>
            <translation>读取 {n} 列</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/data.py" />
            <source>{n} columns are read</source>
            <translation>读取 {n} 列</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/model.py" />
            <source>Missing</source>
            <translation>缺失</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/model.py" />
            <source>Distinct</source>
            <translation>不同值</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/model.py" />
            <source>Range</source>
            <translation>范围</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/model.py" />
            <source>Examples</source>
            <translation>示例</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/model.py" />
            <source>answer</source>
            <translation>答案</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/model.py" />
            <source>patient</source>
            <translation>患者</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/model.py" />
            <source>input</source>
            <translation>输入</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/model.py" />
            <source>not read</source>
            <translation>不读取</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/model.py" />
            <source>left out</source>
            <translation>不使用</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/outcome.py" />
            <source>It was not compared with a plain model.</source>
            <translation>未与普通模型对照。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/outcome.py" />
            <source>Of 1,000 people {ill} have it. The model finds {found} of them and misses {missed}; {alarmed} of the {well} others are alarmed for nothing.</source>
            <translation>1,000 人中有 {ill} 人患病。模型找出其中 {found} 人，漏掉 {missed} 人；其余 {well} 人中有 {alarmed} 人被误报。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/outcome.py" />
            <source>Positive predictive value {ppv}, negative {npv}.</source>
            <translation>阳性预测值 {ppv}，阴性预测值 {npv}。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/preparation.py" />
            <source>as proposed</source>
            <translation>按建议</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/preparation.py" />
            <source>as a number</source>
            <translation>作为数值</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/preparation.py" />
            <source>as codes, each for itself</source>
            <translation>作为代码，各自独立</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/preparation.py" />
            <source>with a logarithm</source>
            <translation>取对数</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/preparation.py" />
            <source>without a logarithm</source>
            <translation>不取对数</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/preparation.py" />
            <source>How are the inputs prepared?</source>
            <translation>输入如何准备？</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/preparation.py" />
            <source>Proposed for each input with its reason; fitted on training patients only; part of the model.</source>
            <translation>逐个输入给出建议和理由；只在训练患者上拟合；成为模型的一部分。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/preparation.py" />
            <source>Inputs</source>
            <translation>输入</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/preparation.py" />
            <source>Read it</source>
            <translation>读取方式</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/preparation.py" />
            <source>Changed here, the data are checked again.</source>
            <translation>在此更改后，会重新检查数据。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/preparation.py" />
            <source>What is done</source>
            <translation>如何处理</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/preparation.py" />
            <source>Nothing out of the ordinary.</source>
            <translation>未见异常。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/preparation.py" />
            <source>{column}, as it is given</source>
            <translation>{column}（原始值）</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/preparation.py" />
            <source>{column}, as the model reads it</source>
            <translation>{column}（模型读取值）</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/question.py" />
            <source>What should the model answer?</source>
            <translation>模型要回答什么问题？</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/question.py" />
            <source>A recipe is a kind of question with the way to learn its answer. Choose the one that fits yours.</source>
            <translation>配方是一类问题及其学习方法。请选择符合您问题的一项。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/question.py" />
            <source>Asking what can be trained here…</source>
            <translation>正在查询此处可以训练什么…</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/question.py" />
            <source>Ask what can be trained</source>
            <translation>查询可以训练什么</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/question.py" />
            <source>Reads: {what}</source>
            <translation>读取：{what}</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/reasons.py" />
            <source>What do its answers hang on?</source>
            <translation>它的答案取决于什么？</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/reasons.py" />
            <source>Found by taking inputs away and watching the answer; tested against taking away others at random.</source>
            <translation>去掉输入并观察答案的变化而得；并与随机去掉其他输入相比较加以检验。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/reasons.py" />
            <source>Row of the case</source>
            <translation>病例所在行</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/reasons.py" />
            <source>Explain</source>
            <translation>解释</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/reasons.py" />
            <source>Case in row</source>
            <translation>病例所在行</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/reasons.py" />
            <source>It takes some seconds to minutes; you may go on without it.</source>
            <translation>需要几秒到几分钟；也可以跳过。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/reasons.py" />
            <source>The model is being asked…</source>
            <translation>正在询问模型…</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/reasons.py" />
            <source>Explain a model</source>
            <translation>解释模型</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/reasons.py" />
            <source>The case in row {n}</source>
            <translation>第 {n} 行的病例</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/reasons.py" />
            <source>These reasons hold: taking away what they name moves the answer by {named}, taking away anything else by {chance}.</source>
            <translation>这些理由成立：去掉所指的输入使答案变化 {named}，随机去掉其他输入变化 {chance}。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/reasons.py" />
            <source>These reasons do not hold: taking away what they name moves the answer by {named}, taking away anything else by {chance}. Single patients are not explained.</source>
            <translation>这些理由不成立：去掉所指的输入使答案变化 {named}，随机去掉其他输入变化 {chance}。因此不解释单个患者。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/reasons.py" />
            <source>Over all cases</source>
            <translation>全部病例</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/reasons.py" />
            <source>Lost without it ({figure})</source>
            <translation>去掉后的损失（{figure}）</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/reasons.py" />
            <source>How much worse the model gets when an input is dealt out anew among the patients.</source>
            <translation>把某一输入在患者之间重新打乱后，模型变差多少。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/reasons.py" />
            <source>For this case</source>
            <translation>对该病例</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/reasons.py" />
            <source>Moves the answer by (log-odds, or the unit of the value)</source>
            <translation>使答案变化（对数优势，或数值的单位）</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/reasons.py" />
            <source>To the right: speaks for “{name}”; to the left: against it.</source>
            <translation>向右：支持“{name}”；向左：反对。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/reproduce.py" />
            <source>Choose the folder of data…</source>
            <translation>选择数据文件夹…</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/reproduce.py" />
            <source>Seeds</source>
            <translation>随机种子数</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/reproduce.py" />
            <source>Run the chosen ones</source>
            <translation>运行所选</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/reproduce.py" />
            <source>Progress of the training</source>
            <translation>训练进度</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/reproduce.py" />
            <source>Published</source>
            <translation>发表值</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/reproduce.py" />
            <source>Published as</source>
            <translation>发表内容</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/reproduce.py" />
            <source>Here</source>
            <translation>本机</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/reproduce.py" />
            <source>How it was measured here</source>
            <translation>本机如何测量</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/reproduce.py" />
            <source>Time</source>
            <translation>用时</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/reproduce.py" />
            <source>Protocols</source>
            <translation>方案</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/reproduce.py" />
            <source>Published figures under their own protocol, measured anew on data you have. No model is kept.</source>
            <translation>按各自方案在您的数据上重新测量已发表的指标。不保留模型。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/reproduce.py" />
            <source>Reproduce published figures</source>
            <translation>复现已发表的指标</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/reproduce.py" />
            <source>Read what was measured before</source>
            <translation>读取以前测得的结果</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/reproduce.py" />
            <source>Choose the folder that holds records and imaging</source>
            <translation>选择含 records 和 imaging 的文件夹</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/reproduce.py" />
            <source>Reproduce a published figure</source>
            <translation>复现一个已发表的指标</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/reproduce.py" />
            <source>No folder chosen yet.</source>
            <translation>尚未选择文件夹。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/reproduce.py" />
            <source>Choose the folder of data first.</source>
            <translation>请先选择数据文件夹。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/reproduce.py" />
            <source>The worker is starting…</source>
            <translation>训练进程正在启动…</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/reproduce.py" />
            <source>Stopping; what was reached is kept…</source>
            <translation>正在停止；已完成的部分会保留…</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/reproduce.py" />
            <source>{n} more is waiting</source>
            <translation>还有 {n} 项等待</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/reproduce.py" />
            <source>{n} more are waiting</source>
            <translation>还有 {n} 项等待</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/reproduce.py" />
            <source>running</source>
            <translation>运行中</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/reproduce.py" />
            <source>Stopped on the way. Run it again: it goes on where it was.</source>
            <translation>中途停止。再次运行即从停止处继续。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/reproduce.py" />
            <source>{n} seed</source>
            <translation>{n} 个种子</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/reproduce.py" />
            <source>{n} seeds</source>
            <translation>{n} 个种子</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/results.py" />
            <source>How well does it do?</source>
            <translation>表现如何？</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/results.py" />
            <source>Every figure is measured on cases that were held out, with the interval in which it may truly lie.</source>
            <translation>所有指标都在留出的病例上测得，并附真值可能所在的区间。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/results.py" />
            <source>The data's way</source>
            <translation>数据流程</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/results.py" />
            <source>Difference</source>
            <translation>差值</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/results.py" />
            <source>truly ↓  decided →</source>
            <translation>实际 ↓  判定 →</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/results.py" />
            <source>Decided and true classes, cases</source>
            <translation>判定与实际类别（例数）</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/results.py" />
            <source>Share of people who have it, of a thousand</source>
            <translation>每千人中的患病人数</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/results.py" />
            <source>What an answer means elsewhere: how common is “{name}” there?</source>
            <translation>换一处地方答案意味着什么：那里“{name}”有多常见？</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/running.py" />
            <source>Train</source>
            <translation>训练</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/running.py" />
            <source>Training runs in a process of its own on this computer. The window stays free; you may work elsewhere meanwhile, lock the vault, or pause it and go on another day.</source>
            <translation>训练在本机的独立进程中进行，窗口不受影响；期间可以做其他工作、锁定保险库，或暂停后改日继续。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/running.py" />
            <source>Pause</source>
            <translation>暂停</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/running.py" />
            <source>Go on</source>
            <translation>继续</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/running.py" />
            <source>Look for trainings that were cut short</source>
            <translation>查找被中断的训练</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/running.py" />
            <source>“{name}” was cut short; it was last at work {when}.</source>
            <translation>“{name}”被中断；最后运行于 {when}。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/running.py" />
            <source>Go on with it</source>
            <translation>继续该训练</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/running.py" />
            <source>Forget it</source>
            <translation>放弃</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/running.py" />
            <source>What it had reached is kept: go on with it.</source>
            <translation>已达到的进度已保存：请继续。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/running.py" />
            <source>Go back to change what you asked for, or train again.</source>
            <translation>可返回修改设置，或重新训练。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/running.py" />
            <source>Open what was learned</source>
            <translation>打开训练结果</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/running.py" />
            <source>It is being stopped.</source>
            <translation>正在停止。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/running.py" />
            <source>Train again</source>
            <translation>重新训练</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/running.py" />
            <source>Stop the training first.</source>
            <translation>请先停止训练。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/running.py" />
            <source>Pausing…</source>
            <translation>正在暂停…</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/running.py" />
            <source>Paused. It goes on where it was, also after the program was closed.</source>
            <translation>已暂停。可从原处继续，关闭程序后也可以。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/running.py" />
            <source>Stopped. Nothing was kept.</source>
            <translation>已停止，未保留任何内容。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/running.py" />
            <source>Trained. Go on to see how well it does on patients it has not seen.</source>
            <translation>训练完成。继续查看它在未见过的患者上的表现。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/running.py" />
            <source>Ready to train {name}.</source>
            <translation>可以开始训练 {name}。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/running.py" />
            <source>Epoch</source>
            <translation>轮次</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/running.py" />
            <source>Score (1 is best)</source>
            <translation>得分（1 为最佳）</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>Table with a case in each row</source>
            <translation>每行一个病例的表格</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>Table with the answers</source>
            <translation>含答案的表格</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>Folder of images, or .npz file</source>
            <translation>图像文件夹或 .npz 文件</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>Measurements in time: table, folder or ZIP</source>
            <translation>随时间的测量：表格、文件夹或 ZIP</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>Genotypes (VCF)</source>
            <translation>基因型（VCF）</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>Matrix of samples and genes</source>
            <translation>样本与基因的矩阵</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>A table with a case in each row</source>
            <translation>每行一个病例的表格</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>Measurements in time, and a table with the answers</source>
            <translation>随时间的测量，以及含答案的表格</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>A table with a report in each row</source>
            <translation>每行一份报告的表格</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>A table with a molecule (SMILES) in each row</source>
            <translation>每行一个分子（SMILES）的表格</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>A folder of images for each class, or .npz</source>
            <translation>每类一个图像文件夹，或 .npz</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>Pairs of images and masks (folders images and masks), or .npz</source>
            <translation>图像与掩膜成对（文件夹 images 和 masks），或 .npz</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>A table with a DNA sequence in each row</source>
            <translation>每行一条 DNA 序列的表格</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>DNA sequences in a FASTA file or folder</source>
            <translation>FASTA 文件或文件夹中的 DNA 序列</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>FASTA file, or a folder with a file for each class</source>
            <translation>FASTA 文件，或每类一个文件的文件夹</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>Genotypes (VCF), and a table with the answers</source>
            <translation>基因型（VCF），以及含答案的表格</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>Several kinds of data of the same patients</source>
            <translation>同一批患者的多种数据</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>Table that says who is who, with the answers</source>
            <translation>说明患者身份并含答案的表格</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>Patients of this vault: their records</source>
            <translation>本保险库的患者：病历</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>Patients of this vault: their images</source>
            <translation>本保险库的患者：图像</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>Choose what to train.</source>
            <translation>请选择要训练的内容。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>Choose a table.</source>
            <translation>请选择表格。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>Choose the data: what is marked “needed”.</source>
            <translation>请选择标为“必需”的数据。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>Choose a cohort, or make one.</source>
            <translation>请选择或新建队列。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>The data are being read, or could not be.</source>
            <translation>正在读取数据，或数据无法读取。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>Choose at least one kind of data beside the table: a file, or the column with a report.</source>
            <translation>除表格外请至少选择一种数据：一个文件，或报告所在列。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>Choose the column that holds the report or the molecule.</source>
            <translation>请选择报告或分子所在的列。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>Choose the column that holds the answer.</source>
            <translation>请选择答案所在的列。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>Every column is left out: the model needs at least one to read.</source>
            <translation>所有列都未使用：模型至少需要读取一列。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>Training cannot begin until what is marked red is put right: go back to the data.</source>
            <translation>红色标记的问题解决之前无法开始训练：请返回“数据”。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>Decide about {column}: leave it out, or keep it with a reason.</source>
            <translation>请对 {column} 作出决定：排除，或说明理由后保留。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>Write why {column} is kept: it goes into the card.</source>
            <translation>请写明保留 {column} 的理由：它会写入卡片。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>Choose a network.</source>
            <translation>请选择网络。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>Give the model a name.</source>
            <translation>请给模型命名。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>Say what the model is meant for: whoever meets it on the shelf reads this first.</source>
            <translation>请说明模型的用途：在模型架上见到它的人首先会读到这句话。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>Train the model first.</source>
            <translation>请先训练模型。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>What you asked for has changed: train again.</source>
            <translation>设置已更改：请重新训练。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>{label} must be at least {low}.</source>
            <translation>{label} 不得小于 {low}。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>{label} must be at most {high}.</source>
            <translation>{label} 不得大于 {high}。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>{label} must be one of: {choices}.</source>
            <translation>{label} 必须是下列之一：{choices}。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>whole number, {low} to {high}</source>
            <translation>整数，{low} 至 {high}</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>number, {low} to {high}</source>
            <translation>数值，{low} 至 {high}</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>at least {low}</source>
            <translation>至少 {low}</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>at most {high}</source>
            <translation>至多 {high}</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>text</source>
            <translation>文本</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>identifier</source>
            <translation>标识</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>always the same</source>
            <translation>恒定</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>Area under the ROC curve in each held-out part so far: {values}</source>
            <translation>目前各留出部分的 ROC 曲线下面积：{values}</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>about {time} left</source>
            <translation>约剩 {time}</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>Calculated on the processor ({n} cores).</source>
            <translation>在处理器上计算（{n} 核）。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>Loss, training</source>
            <translation>训练损失</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>Loss, validation</source>
            <translation>验证损失</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>AUC, validation</source>
            <translation>验证 AUC</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>Accuracy, validation</source>
            <translation>验证准确率</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/state.py" />
            <source>Accuracy, training</source>
            <translation>训练准确率</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/view.py" />
            <source>From data of your own to a model with a card that says how far it can be trusted.</source>
            <translation>从您自己的数据到带卡片的模型，卡片说明它在多大程度上可信。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/view.py" />
            <source>Back to the wizard</source>
            <translation>返回向导</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/view.py" />
            <source>Make plots ready</source>
            <translation>准备图表</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/view.py" />
            <source>Start over</source>
            <translation>重新开始</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/view.py" />
            <source>Back</source>
            <translation>上一步</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/view.py" />
            <source>Next</source>
            <translation>下一步</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/view.py" />
            <source>The table, the settings and what was trained but not registered are forgotten.</source>
            <translation>表格、设置以及已训练但未登记的内容都会被丢弃。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/view.py" />
            <source>Start over?</source>
            <translation>重新开始？</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/view.py" />
            <source>Checks</source>
            <translation>检查</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/view.py" />
            <source>Preparation</source>
            <translation>准备</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/view.py" />
            <source>Evaluate</source>
            <translation>评估</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/view.py" />
            <source>Card</source>
            <translation>卡片</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>a table with a case in each row</source>
            <translation>每行一个病例的表格</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>measurements in time</source>
            <translation>随时间的测量</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>images of patients</source>
            <translation>患者图像</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>masks painted on them</source>
            <translation>在其上勾画的掩膜</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>reports in words</source>
            <translation>文字报告</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>molecules (SMILES)</source>
            <translation>分子（SMILES）</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>genotypes (VCF)</source>
            <translation>基因型（VCF）</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>gene expression</source>
            <translation>基因表达</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>DNA sequences</source>
            <translation>DNA 序列</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Refuse: say so and stop. Leave out: leave their rows out and say how many.</source>
            <translation>拒绝：说明后停止。不使用：略去这些行并说明行数。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Few different values are classes, many numbers are values.</source>
            <translation>取值少的是类别，数值多的是测量值。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>The training table itself is for teaching examples of a few rows: its figures say nothing about other patients.</source>
            <translation>“训练表格本身”仅用于只有几行的教学示例：其指标不能说明其他患者的情况。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>refuse</source>
            <translation>拒绝</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>leave out</source>
            <translation>不使用</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>held-out patients</source>
            <translation>留出的患者</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>the training table itself</source>
            <translation>训练表格本身</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>average</source>
            <translation>平均</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>only the best</source>
            <translation>仅取最佳</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>He</source>
            <translation>He</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Glorot</source>
            <translation>Glorot</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Orthogonal</source>
            <translation>正交</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>AdamW</source>
            <translation>AdamW</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Adam</source>
            <translation>Adam</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>SGD with momentum</source>
            <translation>带动量的 SGD</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>found by itself</source>
            <translation>自动判断</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>as trained (32 bits)</source>
            <translation>与训练时相同（32 位）</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>weights in 16 bits</source>
            <translation>权重为 16 位</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>layers in 8 bits</source>
            <translation>各层为 8 位</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>classes</source>
            <translation>类别</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>values</source>
            <translation>数值</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>GRU</source>
            <translation>GRU</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>LSTM</source>
            <translation>LSTM</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Diagnose a case</source>
            <translation>诊断病例</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Learns from a table with a patient in each row which of a few classes a new patient belongs to.</source>
            <translation>从每行一位患者的表格中学习，判断新患者属于哪一类别。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Weighs every input once and adds up. Its reasons can be read exactly; hard to beat on small tables.</source>
            <translation>给每个输入一个权重再相加。理由可以逐一读出；在小表格上很难超越。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Penalty on large weights (L2)</source>
            <translation>对大权重的惩罚（L2）</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>0 lets cross-validation inside the training patients choose it.</source>
            <translation>填 0 则由训练患者内部的交叉验证选定。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Take logarithms of skewed values</source>
            <translation>对偏态数值取对数</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Laboratory values with a long tail, such as TSH, are read on a log scale; a logistic regression does so where patients held out are then answered better.</source>
            <translation>分布有长尾的化验值（如 TSH）按对数尺度读取；逻辑回归仅在这样能更好地回答留出患者时才如此。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Treat small whole numbers also as codes</source>
            <translation>小整数同时视为编码</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>1 to 4 for kinds of pain need not rise or fall in steps.</source>
            <translation>例如用 1 至 4 表示疼痛类型，未必逐级递增或递减。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Classes with fewer than 10 patients</source>
            <translation>患者少于 10 位的类别</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>refuse: say so and stop; leave_out: leave their rows out and say how many.</source>
            <translation>拒绝：说明后停止；不使用：略去这些行并说明行数。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Measure on</source>
            <translation>测量对象</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>training_table is for teaching examples of a few rows: its figures say nothing about other patients.</source>
            <translation>“训练表格本身”仅用于只有几行的教学示例：其指标不能说明其他患者的情况。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Finds combinations of inputs. Worth it where logistic regression leaves something to be found.</source>
            <translation>寻找输入的组合。在逻辑回归仍有遗漏之处才值得使用。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Units in a layer</source>
            <translation>每层单元数</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Layers</source>
            <translation>层数</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Dropout</source>
            <translation>随机失活</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Share of units silenced at random.</source>
            <translation>随机静默的单元比例。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Members</source>
            <translation>成员数</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Networks trained from different starts, each stopped by other patients.</source>
            <translation>从不同起点训练的多个网络，各由其他患者决定何时停止。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Use of the members</source>
            <translation>成员的使用方式</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>average: their mean answer; best: only the one with the lowest loss.</source>
            <translation>平均：取各成员结果的平均；仅取最佳：只用损失最低的一个。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>First weights</source>
            <translation>初始权重</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Optimiser</source>
            <translation>优化器</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Learning rate</source>
            <translation>学习率</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Weight decay</source>
            <translation>权重衰减</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Most epochs</source>
            <translation>最大轮数</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Patients in a batch</source>
            <translation>每批患者数</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Patience</source>
            <translation>耐心轮数</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Epochs without gain before stopping.</source>
            <translation>停止前允许没有改善的轮数。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Numbers of the finished model</source>
            <translation>成品模型的数值精度</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Narrower numbers make the model smaller; what that costs is measured on the same patients and stated.</source>
            <translation>较低的数值精度使模型更小；由此带来的损失在同一批患者上测量并写明。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Learns from a table with a patient in each row, or from measurements in time, which of a few classes a new patient belongs to, or which value is to be expected.</source>
            <translation>从每行一名患者的表格或随时间的测量中，学习新患者属于哪个类别，或预计是什么数值。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Tries a weighed sum, boosted trees and a forest on patients held out inside the training patients, and gives each the weight with which their mean does best there.</source>
            <translation>在训练患者内部留出的患者上试用加权和、提升树和随机森林，并为每个模型取使其加权平均表现最好的权重。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Kind of answer</source>
            <translation>答案类型</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>auto finds it: few different values are classes, many numbers are values.</source>
            <translation>auto 自动判断：取值少的是类别，数值多的是测量值。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Weighs every input once and adds up to a value. Its reasons can be read exactly.</source>
            <translation>给每个输入一个权重，相加得到数值。其依据可以准确读出。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Many small decision trees, each correcting those before. Strong on tables with mixed and missing values.</source>
            <translation>许多小决策树，后一棵修正前面的。擅长含混合类型和缺失值的表格。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Most trees</source>
            <translation>树的最多数量</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Leaves of a tree</source>
            <translation>每棵树的叶数</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Fewest cases in a leaf</source>
            <translation>叶中的最少病例数</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Share of inputs a split may choose from</source>
            <translation>每次分裂可选输入的比例</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Penalty on large answers of a leaf (L2)</source>
            <translation>对叶中大数值的惩罚（L2）</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Logistic regression and trees, one for lines and one for steps.</source>
            <translation>逻辑回归与树，一个擅长线性，一个擅长阶梯。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Linear regression and trees, one for lines and one for steps.</source>
            <translation>线性回归与树，一个擅长线性，一个擅长阶梯。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Recurrent network over time</source>
            <translation>时间循环网络</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Reads measurements in the order they were taken, with what was measured when and how long ago.</source>
            <translation>按测量顺序读取，并知道何时测了什么、距今多久。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Cell</source>
            <translation>单元</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Units</source>
            <translation>单元数</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Most steps in time</source>
            <translation>最多时间步数</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Sums beside the course</source>
            <translation>附加汇总值</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Least, most, mean, last and change of every variable, weighed beside the recurrent reading.</source>
            <translation>每个变量的最小、最大、平均、最后值和变化，与循环读取一起加权。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Networks trained from different starts, each stopped by other patients; their answers are averaged.</source>
            <translation>从不同起点训练的网络，由不同患者决定何时停止；取其答案的平均。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Weighs every input once and adds up. Its reasons can be read exactly; hard to beat on few cases.</source>
            <translation>给每个输入一个权重后相加。依据可准确读出；病例少时很难被超过。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>The recurrent network and trees on what it sums up.</source>
            <translation>循环网络与基于汇总值的树。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Predict what a molecule does</source>
            <translation>预测分子的作用</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Learns from a table with a molecule (SMILES) in each row and a measured value, a class or yes/no effects.</source>
            <translation>从每行一个分子（SMILES）及其测量值、类别或是/否作用的表格中学习。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Finds combinations of inputs. Worth it where linear models leave something to be found.</source>
            <translation>发现输入之间的组合。线性模型尚有余地时值得使用。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Compares a case with those it learned from. Strong on some hundred to some thousand cases.</source>
            <translation>把病例与学过的病例作比较。擅长几百到几千个病例。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Machines averaged</source>
            <translation>取平均的机器数</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Those with the best settings on cases held out.</source>
            <translation>在留出病例上设置最佳的那些。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Linear or logistic regression</source>
            <translation>线性或逻辑回归</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Lets every atom hear its neighbours for some rounds, then weighs all atoms.</source>
            <translation>让每个原子与邻居交换若干轮信息，再对所有原子加权。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Numbers for an atom</source>
            <translation>每个原子的数值个数</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Rounds of messages</source>
            <translation>消息轮数</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Looks for telling phrases or fragments of a few tokens, wherever they stand.</source>
            <translation>寻找由几个词元组成的有意义片段，不论其位置。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Numbers for a token</source>
            <translation>每个词元的数值个数</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Filters of each width</source>
            <translation>每种宽度的滤波器数</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Share of tokens made unknown while learning</source>
            <translation>学习时遮盖的词元比例</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Most tokens read</source>
            <translation>最多读取的词元数</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Recurrent network with attention</source>
            <translation>带注意力的循环网络</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Reads token after token in both directions and weighs the places that matter.</source>
            <translation>从两个方向逐个读取词元，并给重要位置加权。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Units in each direction</source>
            <translation>每个方向的单元数</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>A small network, support vectors and a linear model together.</source>
            <translation>小型网络、支持向量和线性模型合在一起。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Read reports</source>
            <translation>阅读报告</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Learns from a table with a report in each row which class a new report belongs to.</source>
            <translation>从每行一份报告的表格中学习新报告属于哪个类别。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Diagnose from images</source>
            <translation>根据图像诊断</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Learns from pictures or volumes, two- or three-dimensional, which class a new one shows.</source>
            <translation>从二维或三维图像中学习新图像属于哪个类别。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Residual convolutional network</source>
            <translation>残差卷积网络</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Learns from pictures or volumes directly; every epoch sees them turned, moved and mirrored a little.</source>
            <translation>直接从图像或体数据学习；每轮都会略微旋转、移动和镜像。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Longest side (pixels)</source>
            <translation>最长边（像素）</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Filters of the first stage</source>
            <translation>第一阶段的滤波器数</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Turned by up to (degrees)</source>
            <translation>最大旋转（度）</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Made larger or smaller by up to (share)</source>
            <translation>最大缩放（比例）</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Moved by up to (share of a side)</source>
            <translation>最大移动（边长比例）</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Mirrored left to right</source>
            <translation>左右镜像</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Off where sides matter.</source>
            <translation>左右有意义时请关闭。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Brightness and contrast changed by up to</source>
            <translation>亮度和对比度的最大改变</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Outline structures in images</source>
            <translation>勾画图像中的结构</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Learns from pictures or volumes with painted masks to paint new ones.</source>
            <translation>从带有掩膜的图像或体数据中学习勾画新的图像。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Paints every pixel; learns from patches of pictures and volumes of any size.</source>
            <translation>对每个像素作标记；从任意大小图像和体数据的小块中学习。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Filters of the first level</source>
            <translation>第一层的滤波器数</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Side of a patch (pixels)</source>
            <translation>小块的边长（像素）</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Patches of a picture in an epoch</source>
            <translation>每轮每幅图像的小块数</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>From genome to phenotype</source>
            <translation>从基因组到表型</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Learns from DNA sequences, genotypes (VCF) or gene expression which class a new sample belongs to.</source>
            <translation>从 DNA 序列、基因型（VCF）或基因表达中学习新样本属于哪个类别。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Looks for motifs of some bases and learns where they must stand.</source>
            <translation>寻找由若干碱基组成的基序，并学习其位置。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Filters</source>
            <translation>滤波器数</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Share of bases made unknown while learning</source>
            <translation>学习时遮盖的碱基比例</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Autoencoder with a head</source>
            <translation>带输出头的自编码器</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Compresses thousands of inputs into a few numbers that keep what they say, and answers from those.</source>
            <translation>把成千上万的输入压缩为保留其含义的少数数值，并据此回答。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Numbers for a case</source>
            <translation>每个病例的数值个数</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Weight of the reconstruction</source>
            <translation>重建的权重</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Read several kinds of data together</source>
            <translation>同时读取多种数据</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Learns from two or more kinds of data of the same patients, and answers with any of them missing.</source>
            <translation>从同一批患者的两种或更多数据中学习，缺少其中任何一种时也能回答。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Reads several kinds of data of the same patients together, and answers with any of them missing.</source>
            <translation>同时读取同一批患者的多种数据，缺少其中任何一种时也能回答。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Units of a tower</source>
            <translation>每座塔的单元数</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Share of kinds taken away while learning</source>
            <translation>学习时去掉的数据种类比例</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>So that an answer can be given where an image or a report is missing.</source>
            <translation>这样在缺少图像或报告时也能给出答案。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Longest side of images (pixels)</source>
            <translation>图像的最长边（像素）</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Map a cohort</source>
            <translation>绘制队列图谱</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Compresses each case into a few numbers without asking for an answer: a map of the cohort, and who is novel.</source>
            <translation>不需要答案，把每个病例压缩为少数数值：得到队列图谱，并找出与众不同者。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Convolutional autoencoder</source>
            <translation>卷积自编码器</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Compresses pictures or volumes.</source>
            <translation>压缩图像或体数据。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Variational</source>
            <translation>变分</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Codes are drawn, so that neighbours mean something.</source>
            <translation>编码是抽样得到的，使相邻的编码有意义。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Weight of the variational term</source>
            <translation>变分项的权重</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Sequence autoencoder</source>
            <translation>序列自编码器</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Compresses courses in time; judged on what was measured.</source>
            <translation>压缩随时间的过程；按实际测量的内容评判。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Dense autoencoder</source>
            <translation>全连接自编码器</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Compresses numbers through a narrow layer.</source>
            <translation>通过窄层压缩数值。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Hundreds of trees grown apart, each on other patients; their mean. Steady on small tables.</source>
            <translation>数百棵各自生长的树，每棵用不同的患者；取其平均。在小表格上很稳定。</translation>
        </message>
        <message>
            <location filename="../../app/ui/training_wizard/words.py" />
            <source>Trees</source>
            <translation>树的数量</translation>
        </message>
        <message>
            <location filename="../../app/ui/trouble.py" />
            <source>Technical detail</source>
            <translation>技术细节</translation>
        </message>
        <message>
            <location filename="../../app/ui/trouble.py" />
            <source>Report of the error</source>
            <translation>错误报告</translation>
        </message>
        <message>
            <location filename="../../app/ui/trouble.py" />
            <source>Copy the report</source>
            <translation>复制报告</translation>
        </message>
        <message>
            <location filename="../../app/ui/trouble.py" />
            <source>This is an error in the program, not in your data. What was stored stays stored. The report below holds nothing about a patient; send it to whoever looks after this program.</source>
            <translation>这是程序的错误，不是您的数据有问题。已保存的内容不受影响。下面的报告不含任何患者信息，请发送给负责维护本程序的人员。</translation>
        </message>
        <message>
            <location filename="../../app/ui/trouble.py" />
            <source>Something went wrong that was not foreseen.</source>
            <translation>发生了意料之外的错误。</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/recovery.py" />
            <source>This code opens the vault when a passphrase is lost, on this computer or from a backup. It is shown this once. Write it on paper and keep it away from this computer. Whoever has it can open the vault.</source>
            <translation>忘记口令时，可用此恢复码打开保险库，无论在这台电脑上还是从备份中。它只显示这一次。请写在纸上，并与这台电脑分开保管。持有它的人都能打开保险库。</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/recovery.py" />
            <source>I have written it down</source>
            <translation>我已经写下来了</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/recovery.py" />
            <source>Open the vault</source>
            <translation>打开保险库</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/recovery.py" />
            <source>Show it again</source>
            <translation>再次显示</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/recovery.py" />
            <source>Type the code from your paper. Capitals, spaces and dashes do not matter.</source>
            <translation>请照着纸输入恢复码。大小写、空格和连字符都无所谓。</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/recovery.py" />
            <source>Is it written down right?</source>
            <translation>写对了吗？</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/recovery.py" />
            <source>This is not the code that was shown yet.</source>
            <translation>这还不是刚才显示的恢复码。</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/restore.py" />
            <source>Nobody's passphrase is at hand: use the recovery code</source>
            <translation>没有任何人的口令：使用恢复码</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/restore.py" />
            <source>The one that was right when the backup was made.</source>
            <translation>制作备份时有效的恢复码。</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/restore.py" />
            <source>Passphrase once more</source>
            <translation>再次输入口令</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/restore.py" />
            <source>Folder with the backups</source>
            <translation>备份所在的文件夹</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/restore.py" />
            <source>Choose the folder with the backups</source>
            <translation>选择备份所在的文件夹</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/restore.py" />
            <source>Empty folder for the vault</source>
            <translation>存放保险库的空文件夹</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/restore.py" />
            <source>Choose an empty folder</source>
            <translation>选择空文件夹</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/restore.py" />
            <source>An administrator; left empty: the first user of the vault.</source>
            <translation>一位管理员；留空则为保险库的第一个用户。</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/restore.py" />
            <source>With the recovery code: a new one, chosen now.</source>
            <translation>使用恢复码时：现在设置一个新口令。</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/restore.py" />
            <source>The newest backup in the folder is put back. Nothing is ever put back over something else.</source>
            <translation>将恢复该文件夹中最新的备份。绝不会覆盖其他内容。</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/restore.py" />
            <source>Restore a backup</source>
            <translation>恢复备份</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/restore.py" />
            <source>Restore</source>
            <translation>恢复</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/restore.py" />
            <source>Choose the folder with the backups and an empty folder for the vault.</source>
            <translation>请选择备份所在的文件夹和存放保险库的空文件夹。</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/restore.py" />
            <source>Type the recovery code first.</source>
            <translation>请先输入恢复码。</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/state.py" />
            <source>After several wrong passphrases the next one is tried in {n} s.</source>
            <translation>由于多次口令错误，{n} 秒后才会尝试下一个。</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/state.py" />
            <source>The key is being made from the passphrase.</source>
            <translation>正在由口令生成密钥。</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/state.py" />
            <source>There is no vault in this folder.</source>
            <translation>此文件夹中没有保险库。</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/state.py" />
            <source>There is a vault in this folder already: open it, or choose another folder.</source>
            <translation>此文件夹中已有保险库：请打开它，或选择其他文件夹。</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/state.py" />
            <source>Type a user name first.</source>
            <translation>请先输入用户名。</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/state.py" />
            <source>Repeat the passphrase.</source>
            <translation>请再次输入口令。</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/state.py" />
            <source>weak</source>
            <translation>弱</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/state.py" />
            <source>fair</source>
            <translation>一般</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/state.py" />
            <source>good</source>
            <translation>较强</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/state.py" />
            <source>strong</source>
            <translation>强</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/state.py" />
            <source>Choose a passphrase.</source>
            <translation>请设置口令。</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/state.py" />
            <source>The passphrase needs at least {n} characters.</source>
            <translation>口令至少需要 {n} 个字符。</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/view.py" />
            <source>Show what is typed</source>
            <translation>显示输入的内容</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/view.py" />
            <source>Caps lock is on.</source>
            <translation>大写锁定已开启。</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/view.py" />
            <source>Open a vault</source>
            <translation>打开保险库</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/view.py" />
            <source>Create a vault</source>
            <translation>新建保险库</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/view.py" />
            <source>Restore a backup…</source>
            <translation>恢复备份…</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/view.py" />
            <source>Images and records, encrypted on this computer</source>
            <translation>影像与病历，加密保存在本机</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/view.py" />
            <source>Vault folder</source>
            <translation>保险库文件夹</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/view.py" />
            <source>Your user name</source>
            <translation>您的用户名</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/view.py" />
            <source>It stands in the audit trail beside what you do.</source>
            <translation>审计记录会以此名字记下您的操作。</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/view.py" />
            <source>Working</source>
            <translation>正在处理</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/view.py" />
            <source>Open with this computer's keychain</source>
            <translation>用此计算机的钥匙串打开</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/view.py" />
            <source>Open it all the same</source>
            <translation>仍然打开</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/view.py" />
            <source>Go to the other one</source>
            <translation>转到另一个</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/view.py" />
            <source>Light theme</source>
            <translation>浅色主题</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/view.py" />
            <source>Dark theme</source>
            <translation>深色主题</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/view.py" />
            <source>Create the vault</source>
            <translation>新建保险库</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/view.py" />
            <source>Unlock</source>
            <translation>解锁</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/view.py" />
            <source>Make it a vault of its own and unlock</source>
            <translation>变成独立的保险库并解锁</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/view.py" />
            <source>This vault and the one in {folder} are one and the same, copied. What is done in one is missing in the other. Open that one; or make a vault of its own of this one: its passphrases stay, and what is done in it from then on belongs to it alone.</source>
            <translation>此保险库与 {folder} 中的是同一个，其中一个是副本。在其中一个里做的事，另一个里不会有。请打开那一个；或把这一个变成独立的保险库：口令不变，此后在其中所做的只属于它自己。</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/view.py" />
            <source>At least {n} characters; several words are best. The vault opens with the passphrase or with the recovery code that comes next, with nothing else: write both down and keep them safe.</source>
            <translation>至少 {n} 个字符，最好由几个词组成。保险库只能用口令或下一步给出的恢复码打开：请把两者都写下来并妥善保管。</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/view.py" />
            <source>Strength: {word}</source>
            <translation>强度：{word}</translation>
        </message>
        <message>
            <location filename="../../app/ui/unlock/view.py" />
            <source>Choose the folder of a vault</source>
            <translation>选择保险库所在的文件夹</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/account.py" />
            <source>{shown} of {received} images shown</source>
            <translation>显示 {received} 幅图像中的 {shown} 幅</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/account.py" />
            <source>{n} image of this series cannot be shown.</source>
            <translation>本序列有 {n} 幅图像无法显示。</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/account.py" />
            <source>{n} images of this series cannot be shown.</source>
            <translation>本序列有 {n} 幅图像无法显示。</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/account.py" />
            <source>Images that are not shown</source>
            <translation>未显示的图像</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/account.py" />
            <source>Display set</source>
            <translation>显示组</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/account.py" />
            <source>Not shown</source>
            <translation>未显示</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/account.py" />
            <source>Every image of this series</source>
            <translation>该序列的每幅图像</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/account.py" />
            <source>… and {n} more</source>
            <translation>……另有 {n} 项</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/bar.py" />
            <source>Measure</source>
            <translation>测量</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/bar.py" />
            <source>Window</source>
            <translation>窗设置</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/bar.py" />
            <source>Windows by name</source>
            <translation>预设窗</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/bar.py" />
            <source>Export</source>
            <translation>导出</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/bar.py" />
            <source>Everything else</source>
            <translation>其他全部</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/bar.py" />
            <source>Keep the measurements as a DICOM report (SR)</source>
            <translation>将测量保存为 DICOM 报告（SR）</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/bar.py" />
            <source>Keep the key images as a DICOM selection (KO)</source>
            <translation>将关键图像保存为 DICOM 选择集（KO）</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/bar.py" />
            <source>From this slice</source>
            <translation>按当前层面</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/bar.py" />
            <source>No image is open.</source>
            <translation>没有打开的图像。</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/bar.py" />
            <source>Colour images have no window.</source>
            <translation>彩色图像没有窗设置。</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/bar.py" />
            <source>There is only one image.</source>
            <translation>只有一幅图像。</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/bar.py" />
            <source>The file states no size of its pixels that holds for all of this image.</source>
            <translation>文件未说明适用于整幅图像的像素尺寸。</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/bar.py" />
            <source>Planes are shown; go back to the images first.</source>
            <translation>正在显示平面；请先返回图像。</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/canvas.py" />
            <source>Image</source>
            <translation>图像</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/canvas.py" />
            <source>Slice {n} of {total}</source>
            <translation>第 {n} / {total} 层</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/canvas.py" />
            <source>Shown one image at a time.</source>
            <translation>逐幅显示。</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/canvas.py" />
            <source>{n} of {total} images read</source>
            <translation>已读取 {n} / {total} 幅图像</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/canvas.py" />
            <source>This image is still being read.</source>
            <translation>这幅图像仍在读取中。</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>Window by dragging</source>
            <translation>拖动调窗</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>Scroll by dragging</source>
            <translation>拖动翻层</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>Move by dragging</source>
            <translation>拖动平移</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>Zoom by dragging</source>
            <translation>拖动缩放</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>Magnifier: hold the button down; the wheel makes it stronger</source>
            <translation>放大镜：按住鼠标键；滚轮调节倍数</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>3D cursor: the place pointed at, shown in all viewports</source>
            <translation>三维光标：在所有视口中显示所指位置</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>List of measurements</source>
            <translation>测量列表</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>Key image, or not</source>
            <translation>设为或取消关键图像</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>Undo</source>
            <translation>撤销</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>Redo</source>
            <translation>重做</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>Remove the chosen measurement</source>
            <translation>删除选中的测量</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>Finish an outline</source>
            <translation>完成轮廓</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>Call off what is being drawn; forget the place pointed at</source>
            <translation>取消正在绘制的图形；清除所指位置</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>Window preset {digit}</source>
            <translation>预设窗 {digit}</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>Window from a rectangle: 1st to 99th percentile of its values, without padding</source>
            <translation>由矩形区域取窗：区域内数值的第 1 至第 99 百分位，不含填充值</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>Window from the image itself</source>
            <translation>按图像自动调窗</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>Invert grey levels</source>
            <translation>灰阶反相</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>Flip left and right</source>
            <translation>左右翻转</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>Flip top and bottom</source>
            <translation>上下翻转</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>Turn clockwise</source>
            <translation>顺时针旋转</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>Fit to the screen</source>
            <translation>适合窗口</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>One image pixel for one screen pixel</source>
            <translation>1:1 像素显示</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>True size: a millimetre on the screen for one in the image</source>
            <translation>真实尺寸：屏幕上一毫米即图像中一毫米</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>As it was opened</source>
            <translation>恢复初始显示</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>Larger</source>
            <translation>放大</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>Smaller</source>
            <translation>缩小</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>Next image</source>
            <translation>下一幅</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>Previous image</source>
            <translation>上一幅</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>First image</source>
            <translation>第一幅</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>Last image</source>
            <translation>最后一幅</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>Play as cine</source>
            <translation>电影播放</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>Cine faster</source>
            <translation>电影播放加快</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>Cine slower</source>
            <translation>电影播放减慢</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>Next time point, phase, b-value or echo</source>
            <translation>下一个时间点、期相、b 值或回波</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>Previous time point, phase, b-value or echo</source>
            <translation>上一个时间点、期相、b 值或回波</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>Play the time points, phases, b-values or echoes</source>
            <translation>播放各时间点、期相、b 值或回波</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>Planes through the volume (MPR)</source>
            <translation>穿过容积的平面（MPR）</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>Words on the image: all, few, only whose it is</source>
            <translation>图像上的文字：全部、少量、仅患者身份</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>DICOM attributes of this image</source>
            <translation>此图像的 DICOM 属性</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>Segmentations on or off</source>
            <translation>显示或隐藏分割</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>Segmentations filled, outlined or both</source>
            <translation>分割显示为填充、轮廓或两者</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>List of segmentations</source>
            <translation>分割列表</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>Overlays of the file on or off</source>
            <translation>显示或隐藏文件的叠加层</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>Shutter of the file on or off</source>
            <translation>启用或关闭文件的遮挡</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>Interpolate between pixels, or show them as squares</source>
            <translation>像素间插值，或显示为方块</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>Layout of the viewports</source>
            <translation>视口布局</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>{n} viewports</source>
            <translation>{n} 个视口</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>One viewport alone, and all again</source>
            <translation>单独显示一个视口，再显示全部</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>Reference lines</source>
            <translation>参考线</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>Scroll together by place in the patient</source>
            <translation>按患者体内位置同步滚动</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>Scroll studies together from where they stand now, or no more</source>
            <translation>从当前位置起同步滚动各检查，或取消</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>Window, zoom and move viewports of one modality together, or each by itself</source>
            <translation>同类设备的视口一起调窗、缩放和移动，或各自独立</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>Next viewport</source>
            <translation>下一个视口</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>Previous viewport</source>
            <translation>上一个视口</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>Next series</source>
            <translation>下一个序列</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/commands.py" />
            <source>Previous series</source>
            <translation>上一个序列</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/corners.py" />
            <source>birth date not stated</source>
            <translation>出生日期未注明</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/corners.py" />
            <source>No name stated</source>
            <translation>姓名未注明</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/corners.py" />
            <source>No hospital number</source>
            <translation>无病历号</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/corners.py" />
            <source>Study date not stated</source>
            <translation>检查日期未注明</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/corners.py" />
            <source>Shown flipped or turned</source>
            <translation>图像已翻转或旋转</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/corners.py" />
            <source>{name} ({n} of {total})</source>
            <translation>{name}（{n}/{total}）</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/corners.py" />
            <source>{time} after the first</source>
            <translation>距首个 {time}</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/corners.py" />
            <source>Zoom {n} %</source>
            <translation>缩放 {n} %</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/corners.py" />
            <source>reduced</source>
            <translation>已缩小</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/corners.py" />
            <source>interpolated</source>
            <translation>已插值</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/corners.py" />
            <source>Derived: made from other images</source>
            <translation>派生图像：由其他图像生成</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/corners.py" />
            <source>Lossy compressed: fine detail may be lost</source>
            <translation>有损压缩：细节可能丢失</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/corners.py" />
            <source>C {centre}  W {width}</source>
            <translation>窗位 {centre}  窗宽 {width}</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/corners.py" />
            <source>Grey levels inverted by hand</source>
            <translation>灰阶已手动反相</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/corners.py" />
            <source>Low values white (MONOCHROME1)</source>
            <translation>低值显示为白（MONOCHROME1）</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/corners.py" />
            <source>Overlays of the file are off (Shift+O)</source>
            <translation>文件的叠加层已关（Shift+O）</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/corners.py" />
            <source>Shutter of the file is off (U)</source>
            <translation>文件的遮挡已关闭（U）</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/corners.py" />
            <source>ultrasound region</source>
            <translation>超声区域</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/corners.py" />
            <source>{columns} × {rows} pixels, size in mm not stated</source>
            <translation>{columns} × {rows} 像素，未注明毫米尺寸</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/corners.py" />
            <source>at the detector</source>
            <translation>探测器处</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/corners.py" />
            <source>{n} images of this set could not be decoded.</source>
            <translation>本组中有 {n} 幅图像无法解码。</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/corners.py" />
            <source>The slices are tilted.</source>
            <translation>层面是倾斜的。</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/corners.py" />
            <source>Slices are missing.</source>
            <translation>有层面缺失。</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/corners.py" />
            <source>Several slices lie at the same place.</source>
            <translation>多个层面位于同一位置。</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/corners.py" />
            <source>Slices are not evenly spaced.</source>
            <translation>层间距不均匀。</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/corners.py" />
            <source>outside the image (padding)</source>
            <translation>图像之外（填充）</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/documents.py" />
            <source>Documents</source>
            <translation>文档</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/documents.py" />
            <source>Page</source>
            <translation>页</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/documents.py" />
            <source>{n} page more is not shown.</source>
            <translation>另有 {n} 页未显示。</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/documents.py" />
            <source>{n} pages more are not shown.</source>
            <translation>另有 {n} 页未显示。</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/documents.py" />
            <source>Name</source>
            <translation>名称</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/documents.py" />
            <source>Double click opens the image.</source>
            <translation>双击打开图像。</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/export.py" />
            <source>colour images are no volume</source>
            <translation>彩色图像不构成体数据</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/export.py" />
            <source>the slices do not stand as a volume needs them</source>
            <translation>层面的排列不符合体数据的要求</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/export.py" />
            <source>Write the picture</source>
            <translation>保存图片</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/export.py" />
            <source>Write a picture</source>
            <translation>保存图片</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/export.py" />
            <source>Written: {name}</source>
            <translation>已保存：{name}</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/export.py" />
            <source>Write the volume</source>
            <translation>保存体数据</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/export.py" />
            <source>Write a volume</source>
            <translation>保存体数据</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/export.py" />
            <source>Write the values</source>
            <translation>写出数值</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/export.py" />
            <source>Written: {name}. The values were rounded to 16 bits; the file says how.</source>
            <translation>已写出：{name}。数值已舍入为 16 位；文件中注明了换算方法。</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/export.py" />
            <source>Write TIFF pages</source>
            <translation>写出 TIFF 页</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/export.py" />
            <source>frames a second</source>
            <translation>帧/秒</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/export.py" />
            <source>Each frame as long as the file says: {least} to {most} ms</source>
            <translation>每帧时长按文件所述：{least} 至 {most} 毫秒</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/export.py" />
            <source>Write the patient's name, number and the day on every frame</source>
            <translation>在每一帧上写出患者姓名、编号和日期</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/export.py" />
            <source>Every slice becomes a frame, as it is looked at now. Nothing is written on the frames unless you ask for it; what the device burned into the pictures stays in them. Look at it before you hand it on.</source>
            <translation>每一层按当前的显示方式成为一帧。除非您要求，否则不会在帧上写任何文字；设备烧录在图像中的内容会保留。交给他人之前请先查看。</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/export.py" />
            <source>Write a film</source>
            <translation>写出视频</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/export.py" />
            <source>Choose a place…</source>
            <translation>选择位置…</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/export.py" />
            <source>Each frame stands as long as the file says.</source>
            <translation>每帧时长按文件所述。</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/export.py" />
            <source>The film becomes an animated PNG file: larger, exact in every pixel, played by browsers.</source>
            <translation>视频将写成动态 PNG 文件：文件较大，每个像素都准确，浏览器可以播放。</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/export.py" />
            <source>I looked at every picture: none shows a name. Hand out those that may, too.</source>
            <translation>我已查看每幅图像，均无姓名。可能带有文字的图像也一并导出。</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/export.py" />
            <source>Keep, beside the images themselves:</source>
            <translation>除图像本身外保留：</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/export.py" />
            <source>Names, numbers, dates, places and private attributes are taken out (DICOM PS3.15, Basic profile), UIDs are replaced by others. Pictures that may show a name in their pixels, such as ultrasound, are held back.</source>
            <translation>姓名、编号、日期、地点和私有属性将被去除（DICOM PS3.15 基本配置），UID 换成其他值。像素中可能带有姓名的图像（如超声）会被留下。</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/export.py" />
            <source>Write anonymous copies</source>
            <translation>写出匿名副本</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/export.py" />
            <source>The same once more</source>
            <translation>再输入一次</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/export.py" />
            <source>Anonymous copies: without the person (PS3.15, Basic profile)</source>
            <translation>匿名副本：不含患者信息（PS3.15 基本规范）</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/export.py" />
            <source>The files are packed into a ZIP file that opens with this passphrase only (AES-256). Give it to the receiver by another way than the file. Nobody can restore it.</source>
            <translation>文件将打包为 ZIP，只能用此口令打开（AES-256）。请用与文件不同的途径把口令告知接收方。任何人都无法找回口令。</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/export.py" />
            <source>Encrypted ZIP file</source>
            <translation>加密的 ZIP 文件</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/export.py" />
            <source>Give a passphrase, twice the same.</source>
            <translation>请输入两次相同的口令。</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/export.py" />
            <source>age, sex, size and weight</source>
            <translation>年龄、性别、身高和体重</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/export.py" />
            <source>dates, all moved by the same span</source>
            <translation>日期，整体平移相同天数</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/export.py" />
            <source>the device that made them</source>
            <translation>成像设备</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/export.py" />
            <source>the institution</source>
            <translation>机构</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/export.py" />
            <source>descriptions that name nobody</source>
            <translation>不含姓名的描述</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/export.py" />
            <source>the original UIDs</source>
            <translation>原始 UID</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/export.py" />
            <source>{n} files written, {held} held back because their picture may show a name, {refused} refused.</source>
            <translation>已写出 {n} 个文件，{held} 个因图像可能带有姓名而留下，{refused} 个被拒绝。</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/export.py" />
            <source>{n} files written.</source>
            <translation>已写出 {n} 个文件。</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/export.py" />
            <source>Write DICOM files</source>
            <translation>写出 DICOM 文件</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/mark_list.py" />
            <source>Measurements</source>
            <translation>测量</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/mark_list.py" />
            <source>Nothing is measured here yet. Choose a tool under Measure and draw on the image.</source>
            <translation>此处尚无测量。请在“测量”中选择工具并在图像上绘制。</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/mark_list.py" />
            <source>Where from?</source>
            <translation>数值来源</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/mark_list.py" />
            <source>No measurement is chosen.</source>
            <translation>未选中任何测量。</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/mark_list.py" />
            <source>Slice {n}</source>
            <translation>第 {n} 层</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/mark_list.py" />
            <source>in another display set</source>
            <translation>在另一个显示集中</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/mark_list.py" />
            <source>for example: lesion 1</source>
            <translation>例如：病灶 1</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/mark_words.py" />
            <source>Axial plane</source>
            <translation>轴位平面</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/mark_words.py" />
            <source>Coronal plane</source>
            <translation>冠状位平面</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/mark_words.py" />
            <source>Sagittal plane</source>
            <translation>矢状位平面</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/mark_words.py" />
            <source>Maximum (MIP)</source>
            <translation>最大密度（MIP）</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/mark_words.py" />
            <source>Minimum (MinIP)</source>
            <translation>最小密度（MinIP）</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/mark_words.py" />
            <source>Oblique plane</source>
            <translation>斜位平面</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/mark_words.py" />
            <source>no value here</source>
            <translation>此处无值</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/mark_words.py" />
            <source>estimated size</source>
            <translation>估计尺寸</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/mark_words.py" />
            <source>Scale</source>
            <translation>比例</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/mark_words.py" />
            <source>Plane</source>
            <translation>平面</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/mark_words.py" />
            <source>Values from</source>
            <translation>数值依据</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/mark_words.py" />
            <source>The plane's own raster, between voxels by linear interpolation</source>
            <translation>平面自身的网格，体素之间为线性插值</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/mark_words.py" />
            <source>A pixel's height and width</source>
            <translation>像素的高与宽</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/mark_words.py" />
            <source>Distance between slices</source>
            <translation>层间距</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/mark_words.py" />
            <source>{n} pixel with its centre inside, no padding</source>
            <translation>{n} 个中心在内的像素，不含填充</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/mark_words.py" />
            <source>{n} pixels with their centres inside, no padding</source>
            <translation>{n} 个中心在内的像素，不含填充</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/mark_words.py" />
            <source>Statistics of</source>
            <translation>统计范围</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/mark_words.py" />
            <source>of a sample (divided by n − 1)</source>
            <translation>样本标准差（除以 n − 1）</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/mark_words.py" />
            <source>Drawn by</source>
            <translation>绘制者</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/marks.py" />
            <source>Read measurements</source>
            <translation>读取测量</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/marks.py" />
            <source>Mark a key image</source>
            <translation>标记关键图像</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/models.py" />
            <source>Read predictions</source>
            <translation>读取预测</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/models.py" />
            <source>No model is registered. Models are added in the room Models.</source>
            <translation>尚未登记任何模型。可在“模型”中添加。</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/models.py" />
            <source>Ask {model}</source>
            <translation>运行 {model}</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/mpr.py" />
            <source>Axial</source>
            <translation>轴位</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/mpr.py" />
            <source>Coronal</source>
            <translation>冠状位</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/mpr.py" />
            <source>Sagittal</source>
            <translation>矢状位</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/mpr.py" />
            <source>Oblique</source>
            <translation>斜位</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/mpr.py" />
            <source>Thin</source>
            <translation>薄层</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/mpr.py" />
            <source>Thickness of the slab</source>
            <translation>层块厚度</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/mpr.py" />
            <source>What a slab shows</source>
            <translation>层块的显示方式</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/mpr.py" />
            <source>Straighten</source>
            <translation>恢复正位</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/mpr.py" />
            <source>Back to the patient's own directions</source>
            <translation>恢复到患者自身的方位</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/mpr.py" />
            <source>Drag the cross to move it, its lines far out to turn them; double click brings it here.</source>
            <translation>拖动十字可移动，拖动线的远端可旋转；双击将十字移到此处。</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/mpr.py" />
            <source>Slab</source>
            <translation>层块</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/mpr.py" />
            <source>Thin planes show single values; choose a thickness.</source>
            <translation>薄层只显示单个值；请选择厚度。</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/mpr.py" />
            <source>The planes stand straight.</source>
            <translation>平面已处于正位。</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/points.py" />
            <source>Point of the course</source>
            <translation>时间点</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/points.py" />
            <source>The points of the course: Ctrl+Right and Ctrl+Left step, Shift+Space plays; every one has its own voxels</source>
            <translation>各时间点（期相、b 值、回波）：Ctrl+→ 与 Ctrl+← 切换，Shift+空格键播放；每个都有自己的体素</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/points.py" />
            <source>These images are not a course: there is one volume of them.</source>
            <translation>这些图像没有多个时间点、期相、b 值或回波：只有一个容积。</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/points.py" />
            <source>Read a point of the course</source>
            <translation>读取一个时间点</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/points.py" />
            <source>The points of the course are being read; then they are played.</source>
            <translation>正在读取各时间点，读完后开始播放。</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/points.py" />
            <source>Course at {rate} volumes a second</source>
            <translation>时间序列：每秒 {rate} 个容积</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/points.py" />
            <source>{n} volume left out to keep the pace</source>
            <translation>为保持速度跳过了 {n} 个容积</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/points.py" />
            <source>{n} volumes left out to keep the pace</source>
            <translation>为保持速度跳过了 {n} 个容积</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/points.py" />
            <source>Read the points of a course</source>
            <translation>读取全部时间点</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/predictions.py" />
            <source>All findings</source>
            <translation>全部所见</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/predictions.py" />
            <source>Predictions</source>
            <translation>模型预测</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/predictions.py" />
            <source>and {n} more</source>
            <translation>另有 {n} 项</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/segment_list.py" />
            <source>Fill and outline</source>
            <translation>填充和轮廓</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/segment_list.py" />
            <source>Fill</source>
            <translation>填充</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/segment_list.py" />
            <source>Outline</source>
            <translation>轮廓</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/segment_list.py" />
            <source>Segmentations</source>
            <translation>分割</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/segment_list.py" />
            <source>No segmentation in this study.</source>
            <translation>此检查中没有分割。</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/segment_list.py" />
            <source>Opacity</source>
            <translation>不透明度</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/segment_list.py" />
            <source>Go to it</source>
            <translation>转到该处</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/segment_list.py" />
            <source>Shown as</source>
            <translation>显示方式</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/segment_list.py" />
            <source>Choose a segment that lies on the images first.</source>
            <translation>请先选择位于图像上的分割区。</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/segment_words.py" />
            <source>Drawn on these images</source>
            <translation>在这些图像上绘制</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/segment_words.py" />
            <source>Drawn on other images of the same place</source>
            <translation>在同一位置的其他图像上绘制</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/segment_words.py" />
            <source>Drawn on another series: double click opens that</source>
            <translation>在另一序列上绘制：双击可打开该序列</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/segment_words.py" />
            <source>The images it was drawn on are not in the vault</source>
            <translation>绘制所用的图像不在保险库中</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/segment_words.py" />
            <source>Binary</source>
            <translation>二值</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/segment_words.py" />
            <source>Fractional</source>
            <translation>分数值</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/segment_words.py" />
            <source>Label map</source>
            <translation>标签图</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/segment_words.py" />
            <source>Automatic</source>
            <translation>自动</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/segment_words.py" />
            <source>Semi-automatic</source>
            <translation>半自动</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/segment_words.py" />
            <source>By hand</source>
            <translation>手动</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/segment_words.py" />
            <source>Segmentation</source>
            <translation>分割</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/segment_words.py" />
            <source>{n} of its images is not in the vault</source>
            <translation>其中 {n} 幅图像不在保险库中</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/segment_words.py" />
            <source>{n} of its images are not in the vault</source>
            <translation>其中 {n} 幅图像不在保险库中</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/segment_words.py" />
            <source>Segment {n}</source>
            <translation>分割区 {n}</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/segment_words.py" />
            <source>nothing of it on these images</source>
            <translation>不在这些图像上</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/segment_words.py" />
            <source>{n} voxel</source>
            <translation>{n} 个体素</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/segment_words.py" />
            <source>{n} voxels</source>
            <translation>{n} 个体素</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/segment_words.py" />
            <source>Category</source>
            <translation>类别</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/segment_words.py" />
            <source>Type</source>
            <translation>类型</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/segment_words.py" />
            <source>Algorithm</source>
            <translation>算法</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/segment_words.py" />
            <source>Voxels</source>
            <translation>体素数</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/segment_words.py" />
            <source>not known</source>
            <translation>未知</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/segment_words.py" />
            <source>Voxels from</source>
            <translation>体素数依据</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/segment_words.py" />
            <source>Volume from</source>
            <translation>体积依据</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/segment_words.py" />
            <source>How it lies</source>
            <translation>叠加方式</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/segment_words.py" />
            <source>Voxels of the images of which at least half belongs to the segment</source>
            <translation>图像中至少一半属于该分割区的体素</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/segment_words.py" />
            <source>Voxels of the segmentation's own raster of which at least half belongs to the segment</source>
            <translation>分割自身网格中至少一半属于该分割区的体素</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/segment_words.py" />
            <source>Voxels, times the size of a voxel of the segmentation's own raster</source>
            <translation>体素数乘以分割自身网格的体素大小</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/segment_words.py" />
            <source>Voxels, times the size of a voxel by the places of the slices</source>
            <translation>体素数乘以由各层位置得出的体素大小</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/segment_words.py" />
            <source>The images have no values there (colour or padding)</source>
            <translation>图像在该处没有数值（彩色或填充）</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/segment_words.py" />
            <source>{n} voxel of the images, padding left out; not interpolated</source>
            <translation>图像的 {n} 个体素，不含填充；未插值</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/segment_words.py" />
            <source>{n} voxels of the images, padding left out; not interpolated</source>
            <translation>图像的 {n} 个体素，不含填充；未插值</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/segments.py" />
            <source>Read segmentations</source>
            <translation>读取分割</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/segments.py" />
            <source>Lay a segmentation on the images</source>
            <translation>将分割叠加到图像上</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/state.py" />
            <source>Soft tissue</source>
            <translation>软组织窗</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/state.py" />
            <source>Lung</source>
            <translation>肺窗</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/state.py" />
            <source>Bone</source>
            <translation>骨窗</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/state.py" />
            <source>Brain</source>
            <translation>脑窗</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/state.py" />
            <source>Subdural</source>
            <translation>硬膜下窗</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/state.py" />
            <source>Mediastinum</source>
            <translation>纵隔窗</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/state.py" />
            <source>Liver</source>
            <translation>肝窗</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/state.py" />
            <source>Angiography</source>
            <translation>血管窗</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/state.py" />
            <source>From all images</source>
            <translation>由全部图像</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/state.py" />
            <source>SUVbw 0 to {n}</source>
            <translation>SUVbw 0 至 {n}</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/state.py" />
            <source>From the file: {name}</source>
            <translation>文件自带：{name}</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/state.py" />
            <source>From the file, no. {n}</source>
            <translation>文件自带，第 {n} 个</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/state.py" />
            <source>From the file</source>
            <translation>文件自带</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/state.py" />
            <source>Table from the file</source>
            <translation>文件自带查找表</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/tags.py" />
            <source>Search tags, names and values</source>
            <translation>搜索标签、名称和值</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/tags.py" />
            <source>Compare with</source>
            <translation>比较对象</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/tags.py" />
            <source>Compare with no other image</source>
            <translation>不与其他图像比较</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/tags.py" />
            <source>Compare with image {n}</source>
            <translation>与第 {n} 幅图像比较</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/tags.py" />
            <source>Reading…</source>
            <translation>正在读取…</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/tags.py" />
            <source>Read the header</source>
            <translation>读取头信息</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/tags.py" />
            <source>Tag</source>
            <translation>标签</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/tags.py" />
            <source>The other image</source>
            <translation>另一幅图像</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/tags.py" />
            <source>{n} attribute</source>
            <translation>{n} 项属性</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/tags.py" />
            <source>{n} attributes</source>
            <translation>{n} 项属性</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/tags.py" />
            <source>{n} differs</source>
            <translation>{n} 项不同</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/tags.py" />
            <source>{n} differ</source>
            <translation>{n} 项不同</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/together.py" />
            <source>Scrolls together, by place</source>
            <translation>按位置同步滚动</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/together.py" />
            <source>Scrolls together, tied by hand</source>
            <translation>按手动偏移同步滚动</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/view.py" />
            <source>Which, and why</source>
            <translation>哪些，为什么</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/view.py" />
            <source>Every image received: in which display set it is, or why in none</source>
            <translation>收到的每幅图像：在哪个显示组中，或为何不在任何组中</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/view.py" />
            <source>No series is open</source>
            <translation>没有打开的序列</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/view.py" />
            <source>Choose a study in the worklist and open it; its images are shown here.</source>
            <translation>在工作列表中选择并打开一项检查，图像会显示在这里。</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/view.py" />
            <source>Go to the worklist</source>
            <translation>前往工作列表</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/view.py" />
            <source>Wheel: slices · right drag: zoom · middle drag: move · 1–9: windows</source>
            <translation>滚轮：翻层 · 右键拖动：缩放 · 中键拖动：平移 · 1–9：窗设置</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/view.py" />
            <source>How large this screen is is not known. Measure it in the settings, under True size.</source>
            <translation>此屏幕的尺寸未知。请在设置的“真实尺寸”中测量。</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/view.py" />
            <source>Find the image</source>
            <translation>查找图像</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/view.py" />
            <source>Picture of this slice (PNG)…</source>
            <translation>当前层面的图片（PNG）…</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/view.py" />
            <source>Volume (NIfTI)…</source>
            <translation>体数据（NIfTI）…</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/view.py" />
            <source>Values of every slice (TIFF, 16 bit)…</source>
            <translation>各层数值（TIFF，16 位）…</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/view.py" />
            <source>Film (MP4)…</source>
            <translation>视频（MP4）…</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/view.py" />
            <source>DICOM files of this study, with a DICOMDIR…</source>
            <translation>此检查的 DICOM 文件，附 DICOMDIR…</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/view.py" />
            <source>Anonymous DICOM copies of this study…</source>
            <translation>此检查的匿名 DICOM 副本…</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/view.py" />
            <source>DICOM files of this study in an encrypted ZIP…</source>
            <translation>此检查的 DICOM 文件，打包为加密 ZIP…</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/view.py" />
            <source>Read the series</source>
            <translation>读取序列</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/view.py" />
            <source>The report is kept as a series of this study.</source>
            <translation>报告已作为此检查的一个序列保存。</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/view.py" />
            <source>Write a report</source>
            <translation>写出报告</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/viewport.py" />
            <source>Slice</source>
            <translation>层面</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/viewport.py" />
            <source>Opening…</source>
            <translation>正在打开…</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/viewport.py" />
            <source>Open a series</source>
            <translation>打开序列</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/viewport.py" />
            <source>Drag a series here, or click here and choose one on the left.</source>
            <translation>将序列拖到此处，或点击此处后在左侧选择一个序列。</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/viewport.py" />
            <source>The series could not be opened.</source>
            <translation>无法打开该序列。</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/viewport.py" />
            <source>Read an image</source>
            <translation>读取一幅图像</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/viewport.py" />
            <source>Read documents</source>
            <translation>读取文档</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/viewport.py" />
            <source>The {n} image that this segmentation was drawn on is not in the vault.</source>
            <translation>绘制此分割所用的 {n} 幅图像不在保险库中。</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/viewport.py" />
            <source>The {n} images that this segmentation was drawn on are not in the vault.</source>
            <translation>绘制此分割所用的 {n} 幅图像不在保险库中。</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/viewport.py" />
            <source>Import them, then open this again.</source>
            <translation>请先导入这些图像，再打开此分割。</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/viewport.py" />
            <source>{n} image was passed over</source>
            <translation>已跳过 {n} 幅图像</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/viewport.py" />
            <source>{n} images were passed over</source>
            <translation>已跳过 {n} 幅图像</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/viewport.py" />
            <source>This image does not say where it lies in the patient.</source>
            <translation>此图像未说明其在患者体内的位置。</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/viewport.py" />
            <source>True size</source>
            <translation>真实尺寸</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/viewport.py" />
            <source>Cine {rate} images a second</source>
            <translation>电影播放：每秒 {rate} 幅</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/viewport.py" />
            <source>{n} image left out to keep the pace</source>
            <translation>为保持速度略过 {n} 幅图像</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/viewport.py" />
            <source>{n} images left out to keep the pace</source>
            <translation>为保持速度略过 {n} 幅图像</translation>
        </message>
        <message>
            <location filename="../../app/ui/viewer/viewport.py" />
            <source>Open the planes</source>
            <translation>打开平面</translation>
        </message>
        <message>
            <location filename="../../app/ui/watching.py" />
            <source>Import from the watched folder</source>
            <translation>从监视文件夹导入</translation>
        </message>
        <message>
            <location filename="../../app/ui/watching.py" />
            <source>Look into the watched folder</source>
            <translation>查看监视文件夹</translation>
        </message>
        <message>
            <location filename="../../app/ui/watching.py" />
            <source>Watched folder: imported {stored}, refused {refused}; the settings say why.</source>
            <translation>监视文件夹：已导入 {stored} 个，拒绝 {refused} 个；原因见设置。</translation>
        </message>
        <message>
            <location filename="../../app/ui/watching.py" />
            <source>Watched folder: imported {stored}.</source>
            <translation>监视文件夹：已导入 {stored} 个。</translation>
        </message>
        <message>
            <location filename="../../app/ui/window.py" />
            <source>Forget the place</source>
            <translation>忘记位置</translation>
        </message>
        <message>
            <location filename="../../app/ui/window.py" />
            <source>Lock the vault</source>
            <translation>锁定保险库</translation>
        </message>
        <message>
            <location filename="../../app/ui/window.py" />
            <source>Still running:</source>
            <translation>仍在运行：</translation>
        </message>
        <message>
            <location filename="../../app/ui/window.py" />
            <source>Stopping keeps what was finished so far.</source>
            <translation>停止后，已完成的部分会保留。</translation>
        </message>
        <message>
            <location filename="../../app/ui/window.py" />
            <source>Stop what is running and lock the vault?</source>
            <translation>停止正在运行的任务并锁定保险库？</translation>
        </message>
        <message>
            <location filename="../../app/ui/window.py" />
            <source>Stop and lock</source>
            <translation>停止并锁定</translation>
        </message>
        <message>
            <location filename="../../app/ui/workbench.py" />
            <source>Find a patient or study</source>
            <translation>查找患者或检查</translation>
        </message>
        <message>
            <location filename="../../app/ui/workbench.py" />
            <source>Everywhere</source>
            <translation>所有页面</translation>
        </message>
        <message>
            <location filename="../../app/ui/workbench.py" />
            <source>This stands in the audit trail. Let an administrator look at it before you rely on what is shown.</source>
            <translation>此情况已写入审计记录。在依赖所显示的内容之前，请让管理员查看。</translation>
        </message>
        <message>
            <location filename="../../app/ui/workbench.py" />
            <source>Rooms</source>
            <translation>页面</translation>
        </message>
        <message>
            <location filename="../../app/ui/workbench.py" />
            <source>Close the patient</source>
            <translation>关闭当前患者</translation>
        </message>
        <message>
            <location filename="../../app/ui/workbench.py" />
            <source>No patient open</source>
            <translation>未打开患者</translation>
        </message>
        <message>
            <location filename="../../app/ui/workbench.py" />
            <source>MRN {mrn}</source>
            <translation>病历号 {mrn}</translation>
        </message>
        <message>
            <location filename="../../app/ui/workbench.py" />
            <source>Vault: {folder}</source>
            <translation>保险库：{folder}</translation>
        </message>
        <message>
            <location filename="../../app/ui/workbench.py" />
            <source>You are in this vault as {role}.</source>
            <translation>您在此保险库中的角色：{role}。</translation>
        </message>
        <message>
            <location filename="../../app/ui/workbench.py" />
            <source>Images {used} of {budget}</source>
            <translation>图像 {used} / {budget}</translation>
        </message>
        <message>
            <location filename="../../app/ui/workbench.py" />
            <source>Images hold {used} of memory, {shown} of it for what is on screen; the rest was seen last and makes room when it is needed. {budget} may be used; change it in the settings.</source>
            <translation>图像占用内存 {used}，其中 {shown} 用于屏幕上的内容；其余为最近看过的图像，需要时会让出空间。最多可用 {budget}，可在设置中更改。</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/imports.py" />
            <source>Drop to import</source>
            <translation>松开即可导入</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/imports.py" />
            <source>DICOM files and folders, ZIP archives, FHIR bundles, CSV tables</source>
            <translation>DICOM 文件和文件夹、ZIP 压缩包、FHIR 数据包、CSV 表格</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/imports.py" />
            <source>Import of {when}</source>
            <translation>{when} 的导入</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/imports.py" />
            <source>files found</source>
            <translation>找到的文件</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/imports.py" />
            <source>stored</source>
            <translation>已入库</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/imports.py" />
            <source>already here</source>
            <translation>已存在</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/imports.py" />
            <source>kept aside</source>
            <translation>搁置</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/imports.py" />
            <source>patients</source>
            <translation>位患者</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/imports.py" />
            <source>studies</source>
            <translation>项检查</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/imports.py" />
            <source>series</source>
            <translation>个序列</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/imports.py" />
            <source>images</source>
            <translation>幅图像</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/imports.py" />
            <source>Files that were not simply stored</source>
            <translation>未直接入库的文件</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/imports.py" />
            <source>By {user}, {when}, {time}.</source>
            <translation>{user}，{when}，用时 {time}。</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/imports.py" />
            <source>Hospital number</source>
            <translation>病历号</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/imports.py" />
            <source>Birth date</source>
            <translation>出生日期</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/imports.py" />
            <source>When it was measured</source>
            <translation>测量时间</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/imports.py" />
            <source>Code of the measurement</source>
            <translation>检验项目编码</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/imports.py" />
            <source>Name of the measurement</source>
            <translation>检验项目名称</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/imports.py" />
            <source>System of the code</source>
            <translation>编码系统</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/imports.py" />
            <source>Say what the columns of {table} hold. The proposal was made from their names.</source>
            <translation>请说明 {table} 各列的内容。建议是根据列名给出的。</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/imports.py" />
            <source>Read a table</source>
            <translation>读取表格</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/imports.py" />
            <source>Import</source>
            <translation>导入</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/imports.py" />
            <source>One measurement a row: a column names it, another holds its value</source>
            <translation>每行一个测量值：一列为项目名称，另一列为数值</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/imports.py" />
            <source>One column for each measurement</source>
            <translation>每个项目占一列</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/imports.py" />
            <source>The patient</source>
            <translation>患者</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/imports.py" />
            <source>The measurements</source>
            <translation>测量值</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/imports.py" />
            <source>(no such column)</source>
            <translation>（无此列）</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/imports.py" />
            <source>Name of the measurement in {column}</source>
            <translation>{column} 列的项目名称</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/imports.py" />
            <source>Unit of {column}</source>
            <translation>{column} 的单位</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/model.py" />
            <source>MRN</source>
            <translation>病历号</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/model.py" />
            <source>Born</source>
            <translation>出生</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/model.py" />
            <source>Study date</source>
            <translation>检查日期</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/model.py" />
            <source>Last activity</source>
            <translation>最近活动</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/model.py" />
            <source>Studies</source>
            <translation>检查</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/model.py" />
            <source>Record entries</source>
            <translation>病历条目</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/model.py" />
            <source>Found in</source>
            <translation>位置</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/model.py" />
            <source>Text</source>
            <translation>文字</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/model.py" />
            <source>When</source>
            <translation>时间</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/model.py" />
            <source>Files</source>
            <translation>文件</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/model.py" />
            <source>Stored</source>
            <translation>已入库</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/model.py" />
            <source>Duplicates</source>
            <translation>重复</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/model.py" />
            <source>Kept aside</source>
            <translation>搁置</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/model.py" />
            <source>Refused</source>
            <translation>拒绝</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/model.py" />
            <source>Finished</source>
            <translation>已完成</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/model.py" />
            <source>File</source>
            <translation>文件</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/model.py" />
            <source>What happened</source>
            <translation>情况</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/model.py" />
            <source>What to do</source>
            <translation>建议</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/state.py" />
            <source>encounters</source>
            <translation>次就诊</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/state.py" />
            <source>conditions</source>
            <translation>项诊断</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/state.py" />
            <source>observations</source>
            <translation>项观察值</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/state.py" />
            <source>medications</source>
            <translation>项用药</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/state.py" />
            <source>procedures</source>
            <translation>项操作</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/state.py" />
            <source>reports</source>
            <translation>份报告</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/state.py" />
            <source>The import was stopped. What had been stored stays stored; run it again to go on.</source>
            <translation>导入已停止。已入库的内容会保留；再次运行即可继续。</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/state.py" />
            <source>There was nothing to import: no file was found.</source>
            <translation>没有可导入的内容：未找到文件。</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/state.py" />
            <source>Every file was already in the vault.</source>
            <translation>所有文件都已在保险库中。</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/state.py" />
            <source>Nothing could be stored.</source>
            <translation>没有任何内容能够入库。</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/state.py" />
            <source>Everything is in the vault.</source>
            <translation>全部内容已入库。</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/state.py" />
            <source>Imported. {n} files were not taken; each has its reason below.</source>
            <translation>导入完成。{n} 个文件未入库，原因见下。</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/state.py" />
            <source>Say which column holds the hospital number.</source>
            <translation>请指定病历号所在的列。</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/state.py" />
            <source>Say which column holds the value.</source>
            <translation>请指定数值所在的列。</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/state.py" />
            <source>Say which column says what was measured.</source>
            <translation>请指定项目名称或编码所在的列。</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/state.py" />
            <source>Choose at least one column that holds a measurement.</source>
            <translation>请至少选择一个测量值列。</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/view.py" />
            <source>Imports</source>
            <translation>导入记录</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/view.py" />
            <source>Found</source>
            <translation>搜索结果</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/view.py" />
            <source>The vault is empty</source>
            <translation>保险库是空的</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/view.py" />
            <source>Drop files here or import them: DICOM files and folders, ZIP archives, FHIR bundles, CSV tables of observations. They are copied into the vault, encrypted; the originals stay untouched.</source>
            <translation>将文件拖到此处或点击导入：DICOM 文件和文件夹、ZIP 压缩包、FHIR 数据包、观察值 CSV 表格。文件会加密复制到保险库中，原文件保持不变。</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/view.py" />
            <source>Import files…</source>
            <translation>导入文件…</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/view.py" />
            <source>Search: name, number, date, study, condition, report …</source>
            <translation>搜索：姓名、编号、日期、检查、诊断、报告……</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/view.py" />
            <source>Search</source>
            <translation>搜索</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/view.py" />
            <source>Files…</source>
            <translation>文件…</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/view.py" />
            <source>Folder…</source>
            <translation>文件夹…</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/view.py" />
            <source>Read the worklist</source>
            <translation>读取工作列表</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/view.py" />
            <source>Make the records searchable</source>
            <translation>为病历建立索引</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/view.py" />
            <source>Look what is searchable</source>
            <translation>查看哪些内容可搜索</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/view.py" />
            <source>Found in the records</source>
            <translation>病历中找到</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/view.py" />
            <source>Nothing here matches “{text}”.</source>
            <translation>没有与“{text}”匹配的内容。</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/view.py" />
            <source>No images yet: the vault holds records only.</source>
            <translation>还没有影像：保险库中只有病历。</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/view.py" />
            <source>No patients yet.</source>
            <translation>还没有患者。</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/view.py" />
            <source>Nothing was imported yet.</source>
            <translation>还没有导入过内容。</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/view.py" />
            <source>{n} series in this study; a double click opens it.</source>
            <translation>本检查有 {n} 个序列，双击打开。</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/view.py" />
            <source>{n} series in this study; a double click opens one.</source>
            <translation>本检查有 {n} 个序列，双击打开。</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/view.py" />
            <source>Read thumbnails</source>
            <translation>读取缩略图</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/view.py" />
            <source>This study holds no series.</source>
            <translation>本检查中没有序列。</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/view.py" />
            <source>Choose files to import</source>
            <translation>选择要导入的文件</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/view.py" />
            <source>Choose a folder to import</source>
            <translation>选择要导入的文件夹</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/view.py" />
            <source>Look at {name}</source>
            <translation>查看 {name}</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/view.py" />
            <source>Import {name}</source>
            <translation>导入 {name}</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/view.py" />
            <source>Import {n} items</source>
            <translation>导入 {n} 项</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/view.py" />
            <source>Choose a row to see more of it.</source>
            <translation>选择一行以查看详情。</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/view.py" />
            <source>Delete the study…</source>
            <translation>删除该检查…</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/view.py" />
            <source>In the vault of this patient</source>
            <translation>该患者在库中的内容</translation>
        </message>
        <message>
            <location filename="../../app/ui/worklist/view.py" />
            <source>Delete the patient…</source>
            <translation>删除患者…</translation>
        </message>
        <message>
            <location filename="../../ml/__main__.py" />
            <source>The memory of this computer is not enough for this training.</source>
            <translation>本机内存不足以完成此次训练。</translation>
        </message>
        <message>
            <location filename="../../ml/__main__.py" />
            <source>Close other programs, or train on fewer rows, smaller images or with fewer processes.</source>
            <translation>请关闭其他程序，或减少行数、缩小图像、减少进程数。</translation>
        </message>
        <message>
            <location filename="../../ml/data/divide.py" />
            <source>There is no split "{name}".</source>
            <translation>没有名为“{name}”的划分方式。</translation>
        </message>
        <message>
            <location filename="../../ml/data/divide.py" />
            <source>Write random, scaffold, time:COLUMN, site:COLUMN or column:COLUMN.</source>
            <translation>请写 random、scaffold、time:列名、site:列名或 column:列名。</translation>
        </message>
        <message>
            <location filename="../../ml/data/divide.py" />
            <source>{n} patients cannot be divided into {folds} parts.</source>
            <translation>{n} 名患者无法划分为 {folds} 份。</translation>
        </message>
        <message>
            <location filename="../../ml/data/divide.py" />
            <source>Ask for fewer folds.</source>
            <translation>请减少折数。</translation>
        </message>
        <message>
            <location filename="../../ml/data/divide.py" />
            <source>Only molecules can be divided by scaffold.</source>
            <translation>只有分子可以按骨架划分。</translation>
        </message>
        <message>
            <location filename="../../ml/data/divide.py" />
            <source>Choose another split, or give --smiles.</source>
            <translation>请选择其他划分方式，或提供 --smiles。</translation>
        </message>
        <message>
            <location filename="../../ml/data/divide.py" />
            <source>The column "{column}" does not divide the patients.</source>
            <translation>列“{column}”不能划分患者。</translation>
        </message>
        <message>
            <location filename="../../ml/data/divide.py" />
            <source>It must hold a date or number, the names of at least two sites, or train and test.</source>
            <translation>它必须含日期或数字、至少两个中心的名称，或 train 与 test。</translation>
        </message>
        <message>
            <location filename="../../ml/data/pack.py" />
            <source>The key of the prepared training may be read by others on this computer.</source>
            <translation>此电脑上的其他人可以读取所准备训练的密钥。</translation>
        </message>
        <message>
            <location filename="../../ml/data/pack.py" />
            <source>Make it yours alone: chmod 600 {path}</source>
            <translation>请仅限本人访问：chmod 600 {path}</translation>
        </message>
        <message>
            <location filename="../../ml/data/pack.py" />
            <source>There is no prepared training in {folder}.</source>
            <translation>{folder} 中没有准备好的训练。</translation>
        </message>
        <message>
            <location filename="../../ml/data/pack.py" />
            <source>Make one with: aegle train … --prepare FOLDER, and copy the whole folder.</source>
            <translation>请用 aegle train … --prepare FOLDER 创建，并复制整个文件夹。</translation>
        </message>
        <message>
            <location filename="../../ml/evaluation/shift.py" />
            <source>It is missing in {now} % of cases, in training in {then} %.</source>
            <translation>此处 {now} % 的病例缺失，训练时为 {then} %。</translation>
        </message>
        <message>
            <location filename="../../ml/evaluation/shift.py" />
            <source>{n} % of cases hold a word it never met in training.</source>
            <translation>{n} % 的病例含有训练时从未出现的词。</translation>
        </message>
        <message>
            <location filename="../../ml/evaluation/shift.py" />
            <source>Its mean is {now}, in training {then}: {far} standard deviations away.</source>
            <translation>其均值为 {now}，训练时为 {then}：相差 {far} 个标准差。</translation>
        </message>
        <message>
            <location filename="../../ml/evaluation/shift.py" />
            <source>{n} % have {name} here, {then} % had in training: its probabilities need to be recalibrated.</source>
            <translation>此处 {n} % 为 {name}，训练时为 {then} %：概率需要重新校准。</translation>
        </message>
        <message>
            <location filename="../../ml/events.py" />
            <source>What was reached could not be kept (is the disk full?). Training goes on, but cannot be resumed.</source>
            <translation>已完成的部分无法保存（磁盘是否已满？）。训练继续进行，但中断后无法恢复。</translation>
        </message>
        <message>
            <location filename="../../ml/export/parity.py" />
            <source>The exported model does not answer as the trained one (difference {n}).</source>
            <translation>导出的模型与训练的模型结果不一致（差值 {n}）。</translation>
        </message>
        <message>
            <location filename="../../ml/export/parity.py" />
            <source>Nothing was kept. Train again with another network or seed.</source>
            <translation>未保留任何内容。请换用其他网络或种子重新训练。</translation>
        </message>
        <message>
            <location filename="../../ml/helpers.py" />
            <source>A helping process ended by itself (code {code}).</source>
            <translation>一个辅助进程自行结束（代码 {code}）。</translation>
        </message>
        <message>
            <location filename="../../ml/helpers.py" />
            <source>The memory was probably not enough for several processes. Train again with fewer.</source>
            <translation>内存可能不足以运行多个进程。请减少进程数后重新训练。</translation>
        </message>
        <message>
            <location filename="../../ml/networks/fusion.py" />
            <source>Fusion needs at least two kinds of data of the same patients.</source>
            <translation>融合需要同一批患者的至少两种数据。</translation>
        </message>
        <message>
            <location filename="../../ml/networks/fusion.py" />
            <source>Give, for example, a table and a folder of images, or choose the recipe for one kind.</source>
            <translation>例如给出一个表格和一个图像文件夹，或选择只读一种数据的配方。</translation>
        </message>
        <message>
            <location filename="../../ml/networks/mlp.py" />
            <source>Training failed: the loss is no longer a number.</source>
            <translation>训练失败：损失已不是有效数值。</translation>
        </message>
        <message>
            <location filename="../../ml/networks/mlp.py" />
            <source>The learning rate is too high for this table. Train again with a tenth of it.</source>
            <translation>学习率对该表格过高。请改为十分之一后重新训练。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/card.py" />
            <source>{rows} rows of {patients} patients</source>
            <translation>{patients} 位患者的 {rows} 行</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/card.py" />
            <source>Learned and measured on one table only; not yet tested on patients of another place or time.</source>
            <translation>仅在一张表格上学习和测量；尚未在其他地点或时期的患者上检验。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/card.py" />
            <source>A teaching example: the figures are of the training table itself.</source>
            <translation>教学示例：指标来自训练表格本身。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/card.py" />
            <source>No column named the patient: every row was taken as a patient of its own.</source>
            <translation>没有指明患者的列：每行视为一位不同的患者。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/card.py" />
            <source>Its rarest class had only {n} cases: the intervals are wide.</source>
            <translation>最少的类别只有 {n} 例：区间较宽。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/card.py" />
            <source>It reads columns that may be known only after the answer; see the report.</source>
            <translation>它读取的某些列可能在得知答案之后才有；见报告。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/card.py" />
            <source>Its contributions are found by trying inputs out, not read from the model.</source>
            <translation>各输入的影响是通过逐一试算得到的，并非直接从模型读出。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/cases.py" />
            <source>The table has {every} rows; {read} of them, drawn at random, were read: from so many, more change little.</source>
            <translation>该表有 {every} 行；从中随机抽取并读取了 {read} 行：行数已如此之多，再多也影响甚微。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/cases.py" />
            <source>{n} rows were left out: their SMILES cannot be read as a molecule.</source>
            <translation>{n} 行已去掉：其 SMILES 无法读作分子。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/cases.py" />
            <source>{n} rows were left out: they are empty.</source>
            <translation>{n} 行已去掉：内容为空。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/cases.py" />
            <source>Not one of the {n} rows can be read.</source>
            <translation>{n} 行中没有一行可读。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/cases.py" />
            <source>Look whether the right column was named.</source>
            <translation>请检查是否指定了正确的列。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/evaluating.py" />
            <source>Asking about every case</source>
            <translation>正在询问每个病例</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/evaluating.py" />
            <source>Measured on {n} cases of another file, none of which it learned from, as far as is known.</source>
            <translation>在另一文件的 {n} 个病例上评估；据所知，模型没有从中学习。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/evaluating.py" />
            <source>These models do not answer the same question.</source>
            <translation>这些模型回答的不是同一个问题。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/evaluating.py" />
            <source>Compare models with the same classes or values.</source>
            <translation>请比较类别或数值相同的模型。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/evaluating.py" />
            <source>No difference beyond chance: {figure} {gain} ({low} to {high}).</source>
            <translation>没有超出偶然的差异：{figure} {gain}（{low} 至 {high}）。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/evaluating.py" />
            <source>The first does better: {figure} {gain} ({low} to {high}).</source>
            <translation>第一个更好：{figure} {gain}（{low} 至 {high}）。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/evaluating.py" />
            <source>The second does better: {figure} {gain} ({low} to {high}).</source>
            <translation>第二个更好：{figure} {gain}（{low} 至 {high}）。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/evaluating.py" />
            <source>The model does not know the class {name}.</source>
            <translation>模型不识别类别 {name}。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/evaluating.py" />
            <source>Its classes are: {names}.</source>
            <translation>其类别为：{names}。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/evaluating.py" />
            <source>The table lacks columns the model reads: {names}.</source>
            <translation>表格缺少模型读取的列：{names}。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/evaluating.py" />
            <source>Add them, with their headings written as in the model's card.</source>
            <translation>请补上这些列，列名须与模型卡一致。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/explaining.py" />
            <source>Taking away one input after the other</source>
            <translation>正在逐一去掉输入</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/explaining.py" />
            <source>Explaining single cases</source>
            <translation>正在解释单个病例</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/explaining.py" />
            <source>Withheld: taking away what it names changes the answer no more than taking away anything else.</source>
            <translation>不予显示：去掉它指出的输入，对答案的影响并不大于去掉任何其他输入。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/figures.py" />
            <source>These figures are of the training table itself: they say nothing about other patients.</source>
            <translation>这些指标来自训练表格本身，不能说明其他患者的情况。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/figures.py" />
            <source>It is the plain model itself: nothing simpler was compared with it.</source>
            <translation>它本身就是简单模型：没有更简单的模型可比较。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/figures.py" />
            <source>It ranks patients better than plain logistic regression: AUC {gain} ({low} to {high}).</source>
            <translation>它对患者的排序优于普通逻辑回归：AUC {gain}（{low} 至 {high}）。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/figures.py" />
            <source>Plain logistic regression ranks patients better: AUC {gain} ({low} to {high}). Prefer it.</source>
            <translation>普通逻辑回归对患者的排序更好：AUC {gain}（{low} 至 {high}）。建议选用后者。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/figures.py" />
            <source>No difference to plain logistic regression beyond chance was seen: AUC {gain} ({low} to {high}).</source>
            <translation>与普通逻辑回归相比，未见超出偶然的差别：AUC {gain}（{low} 至 {high}）。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/figures.py" />
            <source>It does better than the plain model "{plain}": {figure} {gain} ({low} to {high}).</source>
            <translation>它优于普通模型“{plain}”：{figure} {gain}（{low} 至 {high}）。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/figures.py" />
            <source>The plain model "{plain}" does better: {figure} {gain} ({low} to {high}). Prefer it.</source>
            <translation>普通模型“{plain}”更好：{figure} {gain}（{low} 至 {high}）。请优先使用它。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/figures.py" />
            <source>No difference to the plain model "{plain}" beyond chance was seen: {figure} {gain} ({low} to {high}).</source>
            <translation>与普通模型“{plain}”没有超出偶然的差异：{figure} {gain}（{low} 至 {high}）。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/figures.py" />
            <source>Measured on the {n} rows it learned from: training figures, which say nothing about other patients.</source>
            <translation>在学习所用的 {n} 行上测得：属训练指标，不能说明其他患者的情况。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/figures.py" />
            <source>Measured on one patient in five, none of whom it had seen; the model is the one trained on the other {n} rows.</source>
            <translation>在五分之一的患者上测得，模型未见过其中任何一位；模型由其余 {n} 行训练而成。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/figures.py" />
            <source>Measured {repeats} times on one patient in five, drawn anew each time, none of whom it had seen; the model itself is then trained on all {n} rows in the same way.</source>
            <translation>评估 {repeats} 次，每次重新抽取五分之一未见过的患者；模型本身随后以同样方式在全部 {n} 行上训练。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/figures.py" />
            <source>Measured on {test} molecules of scaffolds it had not seen; the model is the one trained on {n} others.</source>
            <translation>在 {test} 个骨架未见过的分子上评估；模型由其余 {n} 个训练得到。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/figures.py" />
            <source>Measured on the latest {test} rows by "{column}"; the model is the one trained on the {n} before them.</source>
            <translation>按“{column}”在最近的 {test} 行上评估；模型由之前的 {n} 行训练得到。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/figures.py" />
            <source>Measured on each of {sites} values of "{column}" in turn, by a model of the others; the model itself is then trained on all {n} rows in the same way.</source>
            <translation>依次在“{column}”的 {sites} 个取值上评估，每次用其余数据训练；模型本身随后以同样方式在全部 {n} 行上训练。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/figures.py" />
            <source>Measured on the {test} rows set aside as a test; the model is the one trained on {n} others.</source>
            <translation>在留作测试的 {test} 行上评估；模型由其余 {n} 行训练得到。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/figures.py" />
            <source>Measured on each part named in "{column}" in turn, by a model of the others; the model itself is then trained on all {n} rows in the same way.</source>
            <translation>依次在“{column}”指定的每一部分上评估，每次用其余部分训练；模型本身随后以同样方式在全部 {n} 行上训练。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/figures.py" />
            <source>Measured by {folds}-fold cross-validation by patient, everything fitted inside the folds; the model itself is then trained on all {n} rows in the same way.</source>
            <translation>按患者作 {folds} 折交叉验证，所有拟合都在各折内进行；最终模型再以同样方式用全部 {n} 行训练。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/figures.py" />
            <source>Measured by {folds}-fold cross-validation by patient, repeated {repeats} times, everything fitted inside the folds; the model itself is then trained on all {n} rows in the same way.</source>
            <translation>按患者作 {folds} 折交叉验证，重复 {repeats} 次，所有拟合都在各折内进行；最终模型再以同样方式用全部 {n} 行训练。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/held_out.py" />
            <source>Asking about held-out patients, part {n} of {total}</source>
            <translation>正在对留出的患者预测，第 {n} 部分，共 {total} 部分</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/recipe.py" />
            <source>This recipe has no network "{name}".</source>
            <translation>该配方没有名为“{name}”的网络。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/recipe.py" />
            <source>Its networks are: {names}.</source>
            <translation>可用的网络：{names}。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/recipe.py" />
            <source>No network of this recipe answers this with what was given ({given}).</source>
            <translation>此配方没有网络能用所给的数据（{given}）回答这个问题。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/recipe.py" />
            <source>It reads: {reads}. It answers: {answers}.</source>
            <translation>它读取：{reads}。它回答：{answers}。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/recipe.py" />
            <source>There is no parameter "{name}".</source>
            <translation>没有名为“{name}”的参数。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/recipe.py" />
            <source>The parameters are: {names}.</source>
            <translation>可用的参数：{names}。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/recipe.py" />
            <source>"{value}" is not a value of the parameter "{name}".</source>
            <translation>“{value}”不是参数“{name}”的有效取值。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/recipe.py" />
            <source>Allowed: {allowed}.</source>
            <translation>允许的取值：{allowed}。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/training.py" />
            <source>Writing the model package</source>
            <translation>正在写入模型包</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/training.py" />
            <source>Training on {n} rows</source>
            <translation>正在用 {n} 行训练</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/training.py" />
            <source>Drawing intervals</source>
            <translation>正在计算区间</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/variant.py" />
            <source>This network has no layers whose numbers could be narrower.</source>
            <translation>此网络没有可以降低数值精度的层。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/variant.py" />
            <source>Train it in full precision: it is small already.</source>
            <translation>请以全精度训练：它本来就很小。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/variant.py" />
            <source>This is more than narrower numbers should cost: use the model in full precision.</source>
            <translation>降低数值精度不应有这么大的损失：请使用全精度模型。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/variant.py" />
            <source>Its layers calculate in 8 bits: {figure} {value} instead of {full} in full precision (change {change}, 95 % interval {low} to {high}, n = {n}); {size} kB instead of {full_size}, {ms} ms for an answer instead of {full_ms}. Other processors may answer a little otherwise.</source>
            <translation>各层以 8 位计算：{figure} 为 {value}，全精度时为 {full}（变化 {change}，95 % 区间 {low} 至 {high}，n = {n}）；{size} kB，全精度时为 {full_size} kB；每次回答 {ms} 毫秒，全精度时为 {full_ms} 毫秒。其他处理器的回答可能略有不同。</translation>
        </message>
        <message>
            <location filename="../../ml/recipes/variant.py" />
            <source>Its weights are kept in 16 bits: {figure} {value} instead of {full} in full precision (change {change}, 95 % interval {low} to {high}, n = {n}); {size} kB instead of {full_size}, {ms} ms for an answer instead of {full_ms}.</source>
            <translation>权重以 16 位保存：{figure} 为 {value}，全精度时为 {full}（变化 {change}，95 % 区间 {low} 至 {high}，n = {n}）；{size} kB，全精度时为 {full_size} kB；每次回答 {ms} 毫秒，全精度时为 {full_ms} 毫秒。</translation>
        </message>
        <message>
            <location filename="../../ml/training/descent.py" />
            <source>The graphics card has too little memory for this training.</source>
            <translation>显卡内存不足以完成此次训练。</translation>
        </message>
        <message>
            <location filename="../../ml/training/descent.py" />
            <source>Train again with a smaller network or image, or with half the batch.</source>
            <translation>请用更小的网络或图像，或减半批量后重新训练。</translation>
        </message>
        <message>
            <location filename="../../ml/training/descent.py" />
            <source>The learning rate is too high for these data. Train again with a tenth of it.</source>
            <translation>学习率对这些数据过高。请用其十分之一重新训练。</translation>
        </message>
        <message>
            <location filename="../../ml/training/descent.py" />
            <source>The graphics card has too little memory for a batch of {n}: each is taken in {pieces} pieces, which takes longer and gives nearly the same model.</source>
            <translation>显卡内存不足以处理 {n} 例的批量：每批分为 {pieces} 份处理，耗时更长，所得模型几乎相同。</translation>
        </message>
        <message>
            <source>{n} cases are (nearly) the same as another ({kind}).</source>
            <translation type="vanished">{n} 个病例与另一病例（几乎）相同（{kind}）。</translation>
        </message>
        <message>
            <source>What would change the answer</source>
            <translation type="vanished">什么会改变答案</translation>
        </message>
        <message>
            <source>The network's own map</source>
            <translation type="vanished">网络自身的激活图</translation>
        </message>
        <message>
            <source>The table {name} has about {rows} rows of {columns} columns: more than is held in memory at once.</source>
            <translation type="vanished">表格 {name} 约有 {rows} 行、{columns} 列：超出一次可放入内存的量。</translation>
        </message>
        <message>
            <source>Draw a sample of about {n} rows and learn from it: beyond that more rows change little.</source>
            <translation type="vanished">请抽取约 {n} 行来学习：再多的行几乎没有影响。</translation>
        </message>
        <message>
            <source>The report is in</source>
            <translation type="vanished">报告所在列</translation>
        </message>
        <message>
            <source>Before</source>
            <translation type="vanished">处理前</translation>
        </message>
        <message>
            <source>After</source>
            <translation type="vanished">处理后</translation>
        </message>
        <message>
            <source>Choose a model that reads images.</source>
            <translation type="vanished">请选择读取影像的模型。</translation>
        </message>
        <message>
            <source>Add the missing values to the record, or ask about a table.</source>
            <translation type="vanished">请在病历中补上缺少的数值，或改为对表格预测。</translation>
        </message>
        <message>
            <source>{name} reads more than values of a record: ask about a table that holds it.</source>
            <translation type="vanished">“{name}”读取的不只是病历中的数值：请用含有这些数据的表格来问。</translation>
        </message>
        <message>
            <source>Positive predictive value (precision)</source>
            <translation type="vanished">阳性预测值（精确率）</translation>
        </message>
        <message>
            <source>Advice: {action}</source>
            <translation type="vanished">建议：{action}</translation>
        </message>
        <message>
            <source>Row of the patient</source>
            <translation type="vanished">患者所在行</translation>
        </message>
        <message>
            <source>Patient in row</source>
            <translation type="vanished">患者所在行</translation>
        </message>
        <message>
            <source>Over all patients</source>
            <translation type="vanished">全体患者</translation>
        </message>
        <message>
            <source>For this patient</source>
            <translation type="vanished">对该患者</translation>
        </message>
        <message>
            <source>Every figure is measured on patients that were held out, with the interval in which it may truly lie.</source>
            <translation type="vanished">所有指标都在留出的患者上测得，并附真值可能所在的区间。</translation>
        </message>
        <message>
            <source>seeds</source>
            <translation type="vanished">个种子</translation>
        </message>
        <message>
            <source>Films are written on Linux and Windows; here no encoder that may be shipped is at hand.</source>
            <translation type="vanished">视频可在 Linux 和 Windows 上写出；此系统没有可随程序分发的编码器。</translation>
        </message>
        <message>
            <source>Export the pictures as PNG or TIFF, or the original DICOM files.</source>
            <translation type="vanished">请改为导出 PNG 或 TIFF 图片，或原始 DICOM 文件。</translation>
        </message>
        <message>
            <source>Yes: {n} suspects were named.</source>
            <translation type="vanished">是：列出了 {n} 个可疑之处。</translation>
        </message>
        <message>
            <source>structure 1</source>
            <translation type="vanished">结构 1</translation>
        </message>
        <message>
            <source>BreastMNIST: 780 pictures in the official parts (Al-Dhabyani et al., Data Brief 2020;28:104863; MedMNIST v2, Yang et al., Sci Data 2023;10:41, CC BY 4.0). Measured on the 156 rows set aside as a test; the model is the one trained on 546 others.</source>
            <translation type="vanished">BreastMNIST：780 张图片，按官方划分（Al-Dhabyani 等, Data Brief 2020;28:104863；MedMNIST v2, Yang 等, Sci Data 2023;10:41，CC BY 4.0）。在留作测试的 156 行上测量；模型由另外 546 行训练而成。</translation>
        </message>
        <message>
            <source>Millimetres in the patient, on a plane cut through the volume</source>
            <translation type="vanished">患者体内的毫米数，位于切过容积的平面上</translation>
        </message>
        <message>
            <source>Breast Cancer Wisconsin (Diagnostic): 569 aspirates, University of Wisconsin Hospitals, Madison (Street, Wolberg, Mangasarian, SPIE 1993;1905:861-870; UCI Machine Learning Repository 17, CC BY 4.0), as scikit-learn brings it. 569 rows of 569 patients (benign: 357, malignant: 212). Measured by 5-fold cross-validation by patient, everything fitted inside the folds; the model itself is then trained on all 569 rows in the same way.</source>
            <translation type="vanished">Breast Cancer Wisconsin (Diagnostic)：569 例穿刺，威斯康星大学麦迪逊分校医院（Street、Wolberg、Mangasarian，SPIE 1993;1905:861-870；UCI Machine Learning Repository 17，CC BY 4.0），取自 scikit-learn。569 位患者共 569 行（benign：357，malignant：212）。按患者作 5 折交叉验证，所有拟合都在各折内进行；最终模型再以同样方式用全部 569 行训练。</translation>
        </message>
        <message>
            <source>ESOL: measured solubility of 1,128 compounds (Delaney, J Chem Inf Comput Sci 2004;44:1000-1005; MoleculeNet, Wu et al., Chem Sci 2018;9:513-530). Measured on 113 molecules of scaffolds it had not seen; the model is the one trained on 902 others.</source>
            <translation type="vanished">ESOL：1,128 种化合物的实测溶解度（Delaney, J Chem Inf Comput Sci 2004;44:1000-1005；MoleculeNet, Wu 等, Chem Sci 2018;9:513-530）。在 113 个骨架未曾见过的分子上测量；模型由另外 902 个分子训练而成。</translation>
        </message>
        <message>
            <source>1000 Genomes phase 3: 3,000 variants of 1,502 people (Nature 2015;526:68-74), as peddy brings them (Pedersen, Quinlan, Am J Hum Genet 2017;100:406-413). Measured on one patient in five, none of whom it had seen; the model is the one trained on the other 1202 rows.</source>
            <translation type="vanished">千人基因组第三期：1,502 人的 3,000 个变异（Nature 2015;526:68-74），取自 peddy（Pedersen、Quinlan, Am J Hum Genet 2017;100:406-413）。在五分之一未曾见过的人身上测量；模型由其余 1202 行训练而成。</translation>
        </message>
        <message>
            <source>From a table of cases to a model with a card that says how far it can be trusted.</source>
            <translation type="vanished">从病例表格到附有模型卡的模型，模型卡说明它在多大程度上可信。</translation>
        </message>
        <message>
            <source>Laboratory values with a long tail, such as TSH or creatine kinase, are read on a log scale.</source>
            <translation type="vanished">分布有长尾的检验值（如 TSH 或肌酸激酶）按对数刻度读取。</translation>
        </message>
        <message>
            <source>Tries a weighed sum, boosted trees, a forest, and the mean of all on patients held out inside the training patients, and keeps what does best there.</source>
            <translation type="vanished">在训练患者内留出一部分，试用加权和、提升树、森林以及它们的平均，保留其中表现最好的。</translation>
        </message>
        <message>
            <source>Read these before you go on</source>
            <translation type="vanished">继续之前请阅读</translation>
        </message>
        <message>
            <source>I have read the warnings and want to go on</source>
            <translation type="vanished">我已阅读警告，仍要继续</translation>
        </message>
        <message>
            <source>The table is being checked.</source>
            <translation type="vanished">正在检查表格。</translation>
        </message>
        <message>
            <source>Nothing was found that speaks against training.</source>
            <translation type="vanished">没有发现不宜训练的问题。</translation>
        </message>
        <message>
            <source>Choose a table…</source>
            <translation type="vanished">选择表格…</translation>
        </message>
        <message>
            <source>No table chosen yet.</source>
            <translation type="vanished">尚未选择表格。</translation>
        </message>
        <message>
            <source>Choose the labels…</source>
            <translation type="vanished">选择标签表…</translation>
        </message>
        <message>
            <source>The report or molecule is in</source>
            <translation type="vanished">报告或分子所在列</translation>
        </message>
        <message>
            <source>Rows of one patient never stand on both sides of the split.</source>
            <translation type="vanished">同一患者的各行绝不会分到划分的两侧。</translation>
        </message>
        <message>
            <source>Choose a table to learn from</source>
            <translation type="vanished">选择用于学习的表格</translation>
        </message>
        <message>
            <source>Choose the table with the answers</source>
            <translation type="vanished">选择含答案的表格</translation>
        </message>
        <message>
            <source>{n} row</source>
            <translation type="vanished">{n} 行</translation>
        </message>
        <message>
            <source>{n} rows</source>
            <translation type="vanished">{n} 行</translation>
        </message>
        <message>
            <source>False positive rate</source>
            <translation type="vanished">假阳性率</translation>
        </message>
        <message>
            <source>True positive rate</source>
            <translation type="vanished">真阳性率</translation>
        </message>
        <message>
            <source>Put it on the shelf</source>
            <translation type="vanished">放到模型架上</translation>
        </message>
        <message>
            <source>Training runs in a process of its own on this computer ({n} processor cores, or the graphics card where torch finds one). The window stays free; you may work elsewhere meanwhile.</source>
            <translation type="vanished">训练在本机单独的进程中运行（{n} 个处理器核心；若 torch 找到显卡则使用显卡）。窗口可以继续使用，期间可做其他工作。</translation>
        </message>
        <message>
            <source>Register</source>
            <translation type="vanished">登记</translation>
        </message>
        <message>
            <source>Call off what is being drawn</source>
            <translation type="vanished">取消正在绘制的图形</translation>
        </message>
        <message>
            <source>Words on the image</source>
            <translation type="vanished">图像上的文字</translation>
        </message>
        <message>
            <source>Choose the data.</source>
            <translation type="vanished">请选择数据。</translation>
        </message>
        <message>
            <source>Confirm that you have read the warnings.</source>
            <translation type="vanished">请确认已阅读警告。</translation>
        </message>
        <message>
            <source>Train again with half the batch, or a smaller network or image.</source>
            <translation type="vanished">请把批量减半，或用更小的网络或图像重新训练。</translation>
        </message>
        <message>
            <source>This computer's clock is {n} minutes behind the last entry of the audit trail: it was set back, or it was ahead then. Entries keep their order; set the clock right before you go on.</source>
            <translation type="vanished">此计算机的时钟比最后一条审计条目慢了 {n} 分钟：时钟被调回过，或当时走快了。条目的顺序不受影响；请先校准时钟再继续。</translation>
        </message>
        <message>
            <source>Tries a weighed sum, trees, and the mean of both on patients held out inside the training patients, and keeps what does best there.</source>
            <translation type="vanished">在训练患者内留出一部分，试用加权和、决策树以及二者的平均，保留其中表现最好的。</translation>
        </message>
        <message>
            <source>Keeping {n} answers</source>
            <translation type="vanished">正在保存 {n} 个结果</translation>
        </message>
        <message>
            <source>A CSV table with one case in each row. It is read here and goes nowhere else.</source>
            <translation type="vanished">每行一个病例的 CSV 表格。只在本机读取，不会传到别处。</translation>
        </message>
        <message>
            <source>All studies, records, predictions and findings of this patient are deleted from this vault. Files outside the vault stay as they are. This cannot be undone.</source>
            <translation type="vanished">该患者在此保险库中的全部检查、病历、预测和所见都将删除。保险库之外的文件不受影响。此操作无法撤销。</translation>
        </message>
        <message>
            <source>The patient was deleted from the vault.</source>
            <translation type="vanished">已从保险库中删除该患者。</translation>
        </message>
        <message>
            <source>{n} pixel whose centre lies inside; padding is left out, nothing is interpolated</source>
            <translation type="vanished">{n} 个中心位于内部的像素；不含填充，不作插值</translation>
        </message>
        <message>
            <source>{n} pixels whose centres lie inside; padding is left out, nothing is interpolated</source>
            <translation type="vanished">{n} 个中心位于内部的像素；不含填充，不作插值</translation>
        </message>
        <message>
            <source>Kept. Leave it out if it is recorded only for patients in whom the answer is known.</source>
            <translation type="vanished">已保留。如果只对已知答案的患者才记录，请不要使用。</translation>
        </message>
        <message>
            <source>It stays where it is. DICOM, FHIR R4 (JSON) and tables with a column mapping are read.</source>
            <translation type="vanished">文件留在原处。本程序读取 DICOM、FHIR R4（JSON）以及带列映射的表格。</translation>
        </message>
        <message>
            <source>Its pixels are compressed in a way this program does not read ({syntax}).</source>
            <translation type="vanished">其像素的压缩方式本程序无法读取（{syntax}）。</translation>
        </message>
        <message>
            <source>Export the series again without compression, or as JPEG 2000 or JPEG-LS.</source>
            <translation type="vanished">请以无压缩、JPEG 2000 或 JPEG-LS 方式重新导出该序列。</translation>
        </message>
        <message>
            <source>Filter: name, number, date, modality, description</source>
            <translation type="vanished">筛选：姓名、病历号、日期、成像类型、描述</translation>
        </message>
        <message>
            <source>Filter</source>
            <translation type="vanished">筛选</translation>
        </message>
        <message>
            <source>Asking about {n} rows</source>
            <translation type="vanished">正在对 {n} 行预测</translation>
        </message>
        <message>
            <source>The records are written anew under a new key, and the old one opens nothing any more. Passphrases and the recovery code stay as they are. Work goes on; a large vault takes a while.</source>
            <translation type="vanished">记录将用新密钥重新写入，旧密钥不再能打开任何内容。口令和恢复码保持不变。工作可以继续；较大的保险库需要一些时间。</translation>
        </message>
        <message>
            <source>At least {n} characters; several words are best. Nobody can open the vault without the passphrase, and nobody can give it back to you: write it down and keep it safe.</source>
            <translation type="vanished">至少 {n} 个字符，最好由几个词组成。没有口令谁也无法打开保险库，也无法找回口令：请写下来并妥善保管。</translation>
        </message>
        <message>
            <source>There is no such file or folder: {path}</source>
            <translation type="vanished">没有这个文件或文件夹：{path}</translation>
        </message>
        <message>
            <source>The volume {number} is {n} writes older than the records: it was put back.</source>
            <translation type="vanished">数据卷 {number} 比记录早 {n} 次写入：它被恢复为旧版本。</translation>
        </message>
        <message>
            <source>Each has a passphrase of their own. It cannot be recovered by anybody: write it down, keep it safe.</source>
            <translation type="vanished">每人有自己的口令，任何人都无法找回：请写下来妥善保管。</translation>
        </message>
        <message>
            <source>{name}  C {centre}  W {width}</source>
            <translation type="vanished">{name}  窗位 {centre}  窗宽 {width}</translation>
        </message>
        <message>
            <source>The trail does not hold: {wrong}</source>
            <translation type="vanished">审计记录不完整：{wrong}</translation>
        </message>
        <message>
            <source>check vault</source>
            <translation type="vanished">检查保险库</translation>
        </message>
        <message>
            <source>Predict on a table …</source>
            <translation type="vanished">对表格预测……</translation>
        </message>
        <message>
            <source>Remove …</source>
            <translation type="vanished">移除……</translation>
        </message>
        <message>
            <source>Install from a file …</source>
            <translation type="vanished">从文件安装……</translation>
        </message>
        <message>
            <source>Asking the models …</source>
            <translation type="vanished">正在询问各模型……</translation>
        </message>
        <message>
            <source>Add a person …</source>
            <translation type="vanished">添加人员……</translation>
        </message>
        <message>
            <source>Change your passphrase …</source>
            <translation type="vanished">更改您的口令……</translation>
        </message>
        <message>
            <source>Licences …</source>
            <translation type="vanished">许可证……</translation>
        </message>
        <message>
            <source>Choose a table …</source>
            <translation type="vanished">选择表格……</translation>
        </message>
        <message>
            <source>Reading {file} …</source>
            <translation type="vanished">正在读取 {file} ……</translation>
        </message>
        <message>
            <source>Choose …</source>
            <translation type="vanished">请选择……</translation>
        </message>
        <message>
            <source>Stopping …</source>
            <translation type="vanished">正在停止……</translation>
        </message>
        <message>
            <source>The worker is starting …</source>
            <translation type="vanished">训练进程正在启动……</translation>
        </message>
        <message>
            <source>The folder {path} cannot be written to.</source>
            <translation type="vanished">无法写入文件夹 {path}。</translation>
        </message>
        <message>
            <source>Name another one with --out.</source>
            <translation type="vanished">请用 --out 指定另一个文件夹。</translation>
        </message>
        <message>
            <source>No model fits the sample patient: {reasons}</source>
            <translation type="vanished">没有适用于示例患者的模型：{reasons}</translation>
        </message>
        <message>
            <source>This is the plain model itself: there is nothing plainer to compare it with.</source>
            <translation type="vanished">这就是普通模型本身：没有更简单的模型可作对照。</translation>
        </message>
        <message>
            <source>Too few cases to say whether it beats the plain logistic model.</source>
            <translation type="vanished">病例太少，无法判断是否优于普通逻辑回归模型。</translation>
        </message>
        <message>
            <source>It beats the plain logistic model: {difference} (95 % interval {low} to {high}).</source>
            <translation type="vanished">它优于普通逻辑回归模型：差值 {difference}（95% 区间 {low} 至 {high}）。</translation>
        </message>
        <message>
            <source>It is worse than the plain logistic model: {difference} (95 % interval {low} to {high}).</source>
            <translation type="vanished">它不如普通逻辑回归模型：差值 {difference}（95% 区间 {low} 至 {high}）。</translation>
        </message>
        <message>
            <source>It does not beat the plain logistic model: {difference} (95 % interval {low} to {high}). The plain model is easier to explain.</source>
            <translation type="vanished">它并不优于普通逻辑回归模型：差值 {difference}（95% 区间 {low} 至 {high}）。普通模型更容易解释。</translation>
        </message>
        <message>
            <source>Measured by cross-validation: every patient was held out once in each of {repeats} rounds of {folds} parts; no patient stood on both sides.</source>
            <translation type="vanished">以交叉验证测得：共 {repeats} 轮，每轮分为 {folds} 份，每位患者每轮留出一次；没有患者同时出现在两侧。</translation>
        </message>
        <message>
            <source>Measured on one part of the patients that was held out; no patient stood on both sides.</source>
            <translation type="vanished">在留出的一部分患者上测得；没有患者同时出现在两侧。</translation>
        </message>
        <message>
            <source>A volume is one series; several were named.</source>
            <translation type="vanished">一个容积对应一个序列；指定了多个。</translation>
        </message>
        <message>
            <source>Export them one by one.</source>
            <translation type="vanished">请逐个导出。</translation>
        </message>
        <message>
            <source>The passphrase file {path} cannot be read.</source>
            <translation type="vanished">无法读取口令文件 {path}。</translation>
        </message>
        <message>
            <source>Check its name and its rights.</source>
            <translation type="vanished">请检查其名称和权限。</translation>
        </message>
        <message>
            <source>What is measured and on which slice was not said.</source>
            <translation type="vanished">未说明测量什么以及在哪一层。</translation>
        </message>
        <message>
            <source>Name them with --kind and --slice.</source>
            <translation type="vanished">请用 --kind 和 --slice 指明。</translation>
        </message>
        <message>
            <source>Which slice is the key image was not said.</source>
            <translation type="vanished">未说明哪一层是关键图像。</translation>
        </message>
        <message>
            <source>Name it with --slice.</source>
            <translation type="vanished">请用 --slice 指明。</translation>
        </message>
        <message>
            <source>No cohort was named.</source>
            <translation type="vanished">没有指定队列。</translation>
        </message>
        <message>
            <source>Write its name behind the word.</source>
            <translation type="vanished">请在后面写上名称。</translation>
        </message>
        <message>
            <source>No folder of data was named.</source>
            <translation type="vanished">没有指定数据文件夹。</translation>
        </message>
        <message>
            <source>Name it with --data DIR, or ask with --list.</source>
            <translation type="vanished">请用 --data DIR 指定，或用 --list 查询。</translation>
        </message>
    </context>
</TS>
