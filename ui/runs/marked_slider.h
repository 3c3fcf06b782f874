// A horizontal slider with labelled marks under its groove, for the values the paper used.
#pragma once

#include <vector>

#include <QtWidgets/QSlider>

namespace up5::ui {

struct SliderMark {
    int position = 0;
    QString label;
    bool fromPaper = false; ///< drawn filled: a value the paper reports
};

class MarkedSlider : public QSlider {
    Q_OBJECT
public:
    explicit MarkedSlider(QWidget* parent = nullptr);

    void setMarks(std::vector<SliderMark> marks);
    const std::vector<SliderMark>& marks() const { return m_marks; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

protected:
    /// The groove and handle keep to the upper strip; mouse and painting agree on it through this.
    void initStyleOption(QStyleOptionSlider* option) const override;
    void paintEvent(QPaintEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;

private:
    int grooveHeight() const;
    void paintGroove(QPainter& painter, const QRect& handle) const;
    void paintMarks(QPainter& painter, int handleWidth) const;

    std::vector<SliderMark> m_marks;
};

} // namespace up5::ui
