// A horizontal slider with labelled marks under its groove, for the values the paper used, and on demand a
// second handle.
#pragma once

#include <optional>
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

    /// A second handle makes a range: the slider's value is its lower end. It is never below the value;
    /// nullopt takes it away. Mouse and keys move the handle that was pressed last.
    void setUpper(std::optional<int> position);
    std::optional<int> upper() const { return m_upper; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    /// By the user or by setUpper().
    void upperChanged(int position);

protected:
    /// The groove and handle keep to the upper strip; mouse and painting agree on it through this.
    void initStyleOption(QStyleOptionSlider* option) const override;
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void sliderChange(SliderChange change) override;

private:
    int grooveHeight() const;
    int handleWidth() const;
    /// Where the middle of a handle at this position is, and the position of a handle there.
    int pixelOf(int position) const;
    int positionAt(double pixel) const;
    /// Moves the active handle of a range, the other one staying on its side.
    void moveActive(int position);
    void paintGroove(QPainter& painter) const;
    void paintHandle(QPainter& painter, int position, bool isActive) const;
    void paintMarks(QPainter& painter) const;

    std::vector<SliderMark> m_marks;
    std::optional<int> m_upper;
    bool m_isUpperActive = false;
    bool m_isDragging = false;
};

} // namespace up5::ui
